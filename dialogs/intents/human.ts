// Two things that sound alike: "må jeg tale med et menneske" asks for one, "taler jeg med et menneske" asks what we are.

const someone =
  '(?:(?:et|en|a|an|noget|nogen|rigtigt?|ægte|levende|virkeligt?|real|actual|live|anden|kommunal|voksen)\\s+)*(?:menneske|mennesker|person|rådgiver|rådgiverne|voksen|medarbejder|socialrådgiver|fagperson|kommunen|human|humans|human being|counsell?or|adviser|advisor|someone real|someone|somebody|nogen|agent|operator)'
const talk = '(?:tale|snakke|skrive|chatte|ringe|komme i kontakt|få kontakt|tal|snak|talk|speak|chat|write|be connected|connect)'
const to = '(?:\\s+(?:sammen\\s+)?(?:med|til|to|with))'
const mayI =
  '(?:(?:kan|må|kunne|ku|kunne man|kan man|can|could|may)\\s+(?:jeg|vi|i|we|du|you|man)\\s+(?:få\\s+lov\\s+(?:til\\s+)?(?:at\\s+)?|please\\s+|lige\\s+|hellere\\s+|godt\\s+|ikke\\s+|bare\\s+)*)'
const iWant =
  '(?:(?:jeg|vi|i|we)\\s*(?:d|would|will|ll)?\\s*(?:vil|ville|ønsker|skal|bliver nødt til|har brug for|have brug for|har lyst til|want|need|like|rather|prefer|wanna)\\s+(?:at\\s+|to\\s+|like\\s+|gerne\\s+|hellere\\s+|helst\\s+|bare\\s+|godt\\s+|have\\s+|rather\\s+)*)'

/** Asks for a human. */
export const human: RegExp[] = [
  new RegExp(
    `^(?:${mayI}|${iWant})?${talk}${to}\\s+${someone}(?:\\s+(?:nu|i stedet|istedet|i stedet for|instead|her|here|med det samme|right now))?$`,
  ),
  new RegExp(
    `^${iWant}${someone.replace('|nogen', '').replace('|someone|somebody', '').replace('|kommunen', '')}(?:\\s+at\\s+(?:tale|snakke|skrive)\\s+med)?$`,
  ),
  /^(?:(?:kan|vil|can|could) (?:du|i|you) )?(giv|give|stille|stil|sætte|sæt|få|send|skaf|find|forbind|give|get|put|connect|transfer|viderestil|omstil)( mig| me)?( om| videre| over| i kontakt| igennem| through)?( til| med| to| with)? (et|en|a)( rigtigt?| ægte| levende| real)? (menneske|rådgiver|person|voksen|medarbejder|human|counsell?or|adviser|person)$/,
  /^((et|en|a|an) )?((rigtigt?|ægte|levende|real|live) )?(menneske|rådgiver|human|counsell?or|rådgiverne|agent|voksen|human being|person)$/,
  /^(er der|findes der|is there) (et menneske|en rådgiver|en|nogen|en voksen|someone|a person|a human|a counsell?or) (jeg kan |i can |som jeg kan |at )(tale|snakke|skrive|talk|speak) (med|to|with)$/,
  /^(hvordan|hvor) (kan|får) jeg (fat i|kontakt til|tale med|snakke med|en snak med) (et menneske|en rådgiver|en voksen|jer|kommunen|nogen)$/,
  /^(jeg )?(gider|vil) ikke? (tale|snakke|skrive) (med|til) (en |et )?(robot|bot|maskine|computer|chatbot)( mere| længere)?$/,
  /^i (do not|don t|dont) want to talk to (a |an )?(robot|bot|machine|computer|chatbot)$/,
  /^(menneske|rådgiver|human|counsell?or)( tak| please| nu| now)$/,
  // "kan jeg få en rådgiver", "må jeg få et menneske i stedet", "kan du hente en voksen", "er der en rådgiver til stede nu"
  /^(?:(?:kan|må|kunne|ku|can|could|may) (?:jeg|vi|i|we|man) (?:please |godt |ikke |lige |bare )*(?:få|have|get) (?:fat i |hold i )?(?:et|en|a|an)(?: rigtigt?| ægte| levende| real)? (?:menneske|rådgiver|voksen|person|fagperson|human|counsell?or|adviser|real person)|(?:kan|vil|can) (?:du|i|you) (?:godt |ikke |lige |please )*(?:hente|få fat i|tilkalde|finde|get|fetch) (?:en|et|a) (?:voksen|rådgiver|menneske|person|human|counsell?or|adult)|(?:er|findes|is|are) der (?:en|nogen|nogle|et) (?:rådgivere?|voksne?|menneske|mennesker)|is there (?:a|an|any) (?:counsell?or|human|adult))(?: til stede| her| tilgængelige?| ledige?| nu| lige nu| i dag| i stedet| istedet| i stedet for| available| here| at (?:tale|snakke|skrive) med| (?:jeg|man|vi) kan (?:tale|snakke|skrive) med)*$/,
  /^(?:jeg |vi )(?:vil |gider )(?:gerne |hellere |helst |bare |have lov at )*(?:tale|snakke|skrive|chatte) med (?:et|en|nogen)(?: rigtigt?| ægte| levende)? ?(?:menneske|rådgiver|person|voksen|fagperson)?(?: i stedet| istedet| nu)?(?: for dig| end dig| end en robot| end en maskine)+$/,
  /^(?:har i|er der) nogen (?:man|jeg|vi) kan (?:tale|snakke|skrive) med(?: her| nu)*$/,
  /^(?:jeg )?(?:gider|vil|orker) ikke? (?:tale|snakke|skrive)? ?(?:med )?(?:en |den |de |den her )?(?:robot|robotten|robotter|bot|maskine|maskinen)(?: mere)?(?: er der en (?:voksen|rådgiver)| giv mig (?:en|et) (?:rigtig(?:t)? )?(?:person|menneske|rådgiver|voksen))?$/,
  /^hvordan (?:kommer|får) (?:jeg|man|vi) (?:til at |lov til at |lov at )?(?:tale|snakke|skrive|tal|snak) med (?:en|et|nogen)(?: rigtigt?)? ?(?:rådgiver|menneske|voksen|person)?$/,
  /^(?:jeg )?(har brug for|vil have|want|need) (et menneske|en rådgiver|a human|a counsell?or|a real person)$/,
]

const filler =
  '(?:(?:en|et|noget|nogen|nogle|bare|virkelig|virkeligt|egentlig|rigtig|rigtigt|ægte|levende|faktisk|overhovedet|nu|mon|så|kun|sådan|automatisk|kunstig|ikke|også|jo|da|slags|form for|altså|slet|real|actually|really|even|just|a|an|actual|some|kind of|the|still|or|eller|talking to|voksen|dum|dumb|not)\\s+)*'
const creature =
  '(?:menneske|mennesker|person|personer|fra kommunen|robot|robotter|bot|chatbot|chatrobot|maskine|maskiner|computer|computerprogram|ai|a i|kunstig intelligens|program|algoritme|chatgpt|chat gpt|gpt|autosvar|menneskelig|ægte|virkelig|levende|rigtig rådgiver|rådgiver|kommunen|voksen|mand|kvinde|dame|human|human being|machine|robots|real|alive|automated|artificial|counsell?or|man|woman)'
const ending = '(?:\\s.{0,60})?$'

/** Asks whether we are a human. The answer is always no. */
export const machine: RegExp[] = [
  new RegExp(
    `^(?:er|e|are|r|is)\\s+(?:du|i|u|you|det|det her|dette|this|it|den her chat|chatten|brobygger)\\s+${filler}${creature}${ending}`,
  ),
  new RegExp(
    `^(?:er|is|am)\\s+(?:jeg|i|det|it)\\s+(?:(?:i kontakt med|in contact with|talking to|talking with|chatting with|speaking to|speaking with|writing to|writing with)\\s+)${filler}(?:${creature}|nogen|someone)${ending}`,
  ),
  new RegExp(
    `^(?:taler|snakker|skriver|chatter|sidder)\\s+(?:jeg|vi)\\s+(?:her\\s+)?(?:nu\\s+)?(?:og\\s+(?:skriver|taler|snakker|chatter)\\s+)?(?:med|til|sammen med)\\s+${filler}(?:${creature}|nogen)${ending}`,
  ),
  new RegExp(
    `^(?:du|det|you|u)\\s*(?:er|re|are|is|s)\\s+${filler}(?:menneske|robot|bot|chatbot|maskine|computer|ai|human|machine|chatgpt)(?:\\s+(?:vel|ik|ikke|ikke også|right|or|eller|eller hvad|aren t you|are you|ikke sandt))*$`,
  ),
  /^(hvem|hvad) (er (du|i|det|det her|dette|brobygger)|taler jeg med|snakker jeg med|skriver jeg (med|til)|chatter jeg med)( for (en|noget|nogen))?( egentlig| nu| her| jeg (taler|snakker|skriver|chatter) med)*$/,
  /^(hvem|hvad) er det (jeg|man) (taler|snakker|skriver|chatter) (med|til)( her)?$/,
  /^(hvem|hvad|er der (nogen|et menneske|en person|en)|sidder der (nogen|et menneske|en person|en)|hvem sidder|is there (someone|anyone|a human|a person|a real person))( der)?( sidder)?( og (læser|skriver|svarer))? (bag|bagved|i den anden ende|på den anden side|behind|on the other (end|side)|behind this|der svarer|der læser|der skriver|som svarer|bag skærmen|bag chatten)( .{0,30})?$/,
  /^(svarer|læser|skriver) (der )?(et|en) (rigtigt? )?(menneske|person|robot|maskine)( .{0,30})?$/,
  /^(hvem|hvad) (svarer|læser|skriver)( her| det her| mig| på det her| til mig)*$/,
  /^(who|what) (are you|am i (talking|speaking|writing|chatting) (to|with)|is this|is answering|answers)( really| exactly)?$/,
  /^(does|do|is) (a|any|real) (human|person|people) (read|answer|write|answering|reading)( .{0,30})?$/,
  /^(har|have|do) (du|you) (følelser|en krop|et navn|feelings|have feelings|a body|rigtige følelser)$/,
  /^(menneske eller (robot|maskine|bot)|(robot|maskine|bot) eller menneske|human or (bot|robot|machine)|(bot|robot|machine) or human)$/,
  /^(kan du|can you) (føle|tænke|feel|think)( noget| selv| anything)?$/,
]

/** Whether "no" is the answer: it was asked if we are a human ("er du et menneske"), and not if we are a machine, nor who we are. */
export const asksIfHuman = (said: string): boolean =>
  !/(?<!\p{L})(?:\p{L}*robot\p{L}*|bot|chatbot|maskine\p{L}*|computer\p{L}*|ai|a i|kunstig|program|algoritme|chat ?gpt|gpt|autosvar|machine|artificial|automated)(?!\p{L})/u.test(
    said,
  ) && !/^(?:hej |hi |og |så )*(?:hvem|hvad|who|what)(?!\p{L})/u.test(said)
