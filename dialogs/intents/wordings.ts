import type { Intent } from './intent.ts'

/** Whole messages that ask something of the talk itself, after plain() and without politeness. The first that fits counts. */
export const wordings: [Intent, RegExp[]][] = [
  [
    'duty',
    [
      /^(hvornår|hvordan|hvem|hvad|skal|bør|må|kan|har|er|when|how|must|should|do|what) .{0,60}(underret(te|ter|ning|ningen|ningspligt|ningspligten|ningspligtig)|notify|notification)( .{0,60})?$/,
      /^(underretning|underretningspligt|underretningspligten|duty to notify)$/,
    ],
  ],
  [
    'parents',
    [
      /^(hvad|hvordan|what|how) (skal |kan |bør |do |should |can )?(siger|sige|taler|tale|fortæller|fortælle|formulerer|formulere|i|we|jeg|vi|man|say|tell|talk)( .{0,40})? (forældrene|parents|the parents)( .{0,30})?$/,
    ],
  ],
  [
    'sparring',
    [
      /^(hvem|hvor|kan|må|er|findes|who|where|can) .{0,50}(sparre|sparring|konsultativt? team|konsultative team|rådgive os|advise me|talk it over with|consultative team)( .{0,40})?$/,
      /^(sparring|faglig sparring|konsultativt team|det konsultative team)$/,
    ],
  ],
  [
    'erase',
    [
      /^(kan (du|i|jeg|man) (godt |få )?|jeg vil (gerne )?(have )?|vil du (godt )?|i want to |i d like to |can (you|i) |could you )?(slet|slette|slettet|sletter|fjern|fjerne|fjernet|erase|delete|remove|wipe)( det| alt| alting| det hele| hele samtalen| samtalen| chatten| beskederne| mine (beskeder|ting|svar|data|oplysninger)| mig| this| it| all| everything| everything i wrote| the chat| the conversation| this (chat|conversation)| my (data|messages|answers)| it all| all of it| hvad| det hele)*( jeg har skrevet| vi har skrevet| her| igen| slettet| fjernet)*$/,
      /^jeg vil (gerne )?have (det|alt|det hele|samtalen|chatten|mine (beskeder|svar|data)) (slettet|fjernet|væk)$/,
      /^(det|alt) (skal|må) (slettes|fjernes)( igen)?$/,
      /^glem (alt|det hele)( jeg har (skrevet|sagt))?$/,
    ],
  ],
  [
    'english',
    [
      /^(in |på |tal |skriv |på det |speak |write |switch to |skift til |change to |kan (du|vi|jeg) (tale|skrive|snakke|få det)( på)? |can (we|you|i) (speak|write|talk|chat|do this|have it|get this|switch to|do it)( in)? |could (we|you) (speak|write|talk)( in)? |do you (speak|understand|know) |taler (du|i) |forstår (du|i) |is there |english |jeg (taler|vil (gerne )?(tale|skrive)|forstår)( kun| bedst| på)? |i (only |can only )?(speak|understand|want|prefer|need) |er der noget på )?(english|engelsk|eng)( version| instead| i stedet| only| or english)?$/,
      /^i (do not|don t|dont|can t|cannot) (speak|understand|read|write)( any| much)? danish$/,
      /^(jeg (taler|forstår) ikke? dansk)$/,
    ],
  ],
  [
    'danish',
    [
      /^(in |på |tal |skriv |speak |switch to |skift til |tilbage til |back to |change to |kan (du|vi) (tale|skrive|snakke)( på)? |can (we|you) (speak|write|talk)( in)? |do you speak |jeg vil (gerne )?(tale|skrive|have)( det)?( på)? )?(dansk|danish)( i stedet| instead| igen)?$/,
    ],
  ],
  [
    'startOver',
    [
      /^(kan (vi|jeg|du) |kunne vi |lad os |jeg vil (gerne )?|må jeg |can (we|i) |let s |let us |i want to |i d like to )?(start|starte|begynd|begynde|tage det|tag det|prøv|prøve|start|begin|try)( det hele| it all)? (forfra|helt forfra|på en frisk|på ny|om igen|fra begyndelsen|fra starten|over|again|afresh|from the (beginning|start))( igen)?$/,
      /^(forfra|helt forfra|nulstil|restart|reset|ny samtale|en ny samtale|new (chat|conversation)|genstart|start igen)$/,
    ],
  ],
  [
    'back',
    [
      /^((jeg vil (gerne )?|kan (jeg|vi) |må jeg |can (i|we) |i want to |lad os )?(gå|komme|go|hoppe|spole) )?(et (skridt|trin) |one step |a step )?(tilbage|back)( et (skridt|trin|spørgsmål)| en gang| a step| one step| igen| til (det )?(forrige|sidste)( spørgsmål)?)?$/,
      /^(forrige|det forrige|forrige spørgsmål|previous|previous question|fortryd|fortryd (det )?(svar|sidste)|undo)$/,
      /^(jeg|i) (trykkede|svarede|skrev|klikkede|tastede|pressed|answered|clicked|wrote|typed)( på)? (det )?(forkert|forkerte|wrong|the wrong( one| button| thing)?)(e knap| knap)?$/,
      /^(det var (en fejl|forkert|ikke? rigtigt)|that was (wrong|a mistake)|jeg (vil|skal) (gerne )?(ændre|rette|lave om på) (det|mit svar|mit sidste svar)|i want to change my answer|my mistake)$/,
    ],
  ],
  [
    'privacy',
    [
      /^(er (det|det her|chatten|jeg|man|samtalen) (helt |virkelig |nu |også |overhovedet |rigtig )*(anonymt?|hemmeligt?|fortroligt?|privat|sikkert))( her)?( eller hvad)?$/,
      /^(er jeg anonym|am i anonymous|is (this|it) (really |completely |all )?(anonymous|private|secret|safe|confidential))( here)?$/,
      /^(hvem|kan (nogen|andre|i|mine (forældre|lærere|venner)|min (mor|far|lærer|skole|familie|kæreste|sagsbehandler)|skolen|læreren|mor|far|familien|kommunen|politiet)) (kan )?(se|læse|finde|høre|opdage)( om)? ?(det|det her|denne chat|chatten|min ip( adresse)?|hvor jeg (er|bor)|hvad jeg skriver|det jeg skriver|det vi skriver|samtalen|chatten|mig|hvem jeg er|det hele)?$/,
      /^(who can|can (anyone|others|my parents|my school|you)) (see|read)( this| it| what i write| what i say)?$/,
      /^(gemmer|registrerer|optager|logger|deler) (i|du) (noget|det|det her|alt|hvad jeg skriver|mine (svar|data|oplysninger)|det jeg skriver|mit navn|min (ip|ip adresse)|samtalen)?( af det jeg skriver)?$/,
      /^(do you (store|save|keep|share|record) (this|it|anything|my data|what i write|my messages))$/,
      /^(får|fortæller (i|du) (det til )?|siger (i|du) (det|noget) til|ringer (i|du) til|kontakter (i|du)|skriver (i|du) til) ?(mine forældre|min (mor|far|skole|lærer|familie|kæreste|sagsbehandler)|skolen|mor|far|familien|nogen|politiet|kommunen|andre)( noget| det at vide| noget at vide)?$/,
      /^(er det|bliver det) (en )?hemmelig(t|hed)?( det her| hvad jeg skriver)?$/,
      /^(skal|behøver|må) jeg (sige|skrive|oplyse|give)( jer)? (mit navn|hvad jeg hedder|hvem jeg er|mit cpr( nummer)?|hvor jeg bor)$/,
      /^(siger|fortæller) (de|i|du) (det )?(videre|til nogen)( til (nogen|andre|kommunen|politiet|mor|far|mine forældre|min (mor|far|skole|lærer)))?$/,
      /^(do|will|can) (my (parents|mum|mom|dad|school|teacher)|anyone|the school) (get to )?(know|find out|see it|see this|read this)( about (it|this))?$/,
      /^(will you (tell|call) (my parents|anyone|someone|the police|my school|my mum|my mom))$/,
      /^(er det (rigtigt|sandt|sikkert) (at )?)?(i|du) (ikke |aldrig )?(siger|fortæller|sladrer|sender|giver) (det |noget |det her |det jeg skriver )?(ikke )?(videre )?(om mig )?(til )?(mine forældre|min (mor|far|skole|lærer|familie|kæreste|sagsbehandler)|skolen|mor|far|nogen|andre|politiet|kommunen)?( at vide)?( vel)?$/,
      /^(lover|kan) (i|du) (love )?(mig )?(på )?(at )?(i |du )?(ikke (at )?(siger|fortæller|sige|fortælle)|holde(r)? (det )?(hemmeligt|tæt|på en hemmelighed)).*$/,
      /^(bliver|kommer) (det|det her|det jeg skriver|noget) (her )?(til at stå|skrevet|noteret|sendt)( ned| videre| til nogen| nogen steder| i min (sag|journal|mappe))*$/,
      /^(is it (true|right) (that )?)?you (do not|don t|will not|won t|never) (tell|say|share)( it| this| anything)?( to)?( my parents| my mum| my dad| my school| anyone| others)?$/,
      /^(har (i|du) tavshedspligt|hvad med gdpr|gdpr|privatliv|privatlivspolitik|privacy|privacy policy|hvad (sker der med|gør i med|bruger i) det( jeg skriver)?|what happens (to|with) what i write|hvor længe (gemmer i|bliver) det( gemt)?|hvor længe gemmer i det|how long do you keep (it|this))$/,
    ],
  ],
  [
    'withdraw',
    [
      /^(jeg )?(vil|gider|orker) ikke? (vente|stå i kø|mere vente|vente mere|vente længere|have en rådgiver|tale med nogen)( mere| længere| alligevel)?$/,
      /^(?:stop )?(?:tag|fjern|slet|meld) mig (?:fra|ud af|af) køen(?: igen)?$/,
      /^(stop med at vente|ud af køen|gå ud af køen|forlad køen|leave the queue|annuller|cancel|jeg har fortrudt|jeg fortryder|alligevel ikke|ikke alligevel|never mind|nevermind|glem det|i do not want to wait|i don t want to wait|stop waiting|no longer)$/,
    ],
  ],
  [
    'status',
    [
      /^(hvor (lang tid|længe)( tager det| skal jeg vente| går der| endnu| er der)?( endnu| igen)?|hvornår( kommer (der nogen|han|hun|de|rådgiveren|nogen)| er det min tur| bliver det min tur)?|hvilket nummer( er jeg)?( i køen)?|hvor mange (er der )?(foran mig|i kø|i køen)( er der)?|er der (stadig )?nogen( der| her)?|kommer der (snart )?nogen|er i der|er du der|how long( do i have to wait| will it take| is the wait)?|when is it my turn|what number am i|is anyone (there|here)|are you (still )?there|anyone there)$/,
    ],
  ],
  [
    'misfit',
    [
      /^(det|de|den|dem|ingen af dem|ingen af delene|intet af det|forslagene|tilbuddene|nothing|none( of (them|these|it))?|it|they|that|this)?( her)? ?(passer|duer|dur|virker|er) (slet |bare |altså |overhovedet |rigtig )?(ikke|ik|ingenting)( noget)?( for)?( til)?( mig| os| ham| hende| min (søn|datter)| mit barn)?$/,
      /^(passer( mig)? ikke?|ikke? noget for (mig|os|ham|hende)|(det )?(er|var) ikke? (noget|lige noget) for (mig|os|ham|hende)|ingen af (dem|delene)|none of (them|these|those)|not for me|(it|they|this|that|these) (does|do)( not|n t|nt| t)? ?(fit|work|suit)( me| us)?|(that|it) doesn t (fit|suit|work)|doesn t fit|not a fit|nej ikke dem|ikke dem|det har jeg prøvet|har prøvet det|jeg har prøvet det( før)?)$/,
    ],
  ],
  [
    'more',
    [
      /^(vis |se |giv |har (du|i) |er der |må jeg se |kan jeg se |findes der |jeg vil (gerne )?se |show |give |are there |do you have |can i see |any )?(mig |me |os )?(flere|andre|nogle andre|nogen andre|flere andre|noget andet|noget mere|andre muligheder|more|others|other|something else|anything else|some more|any more)( forslag| tilbud| muligheder| steder| offers| options| suggestions| places| ideas)?( end dem| end det)?$/,
    ],
  ],
  [
    'keep',
    [
      /^(kan (jeg|du|man) |jeg vil (gerne )?|must i |can (i|you) |i want to )?(gem|gemme|kopier|kopiere|kopi|print|printe|udskriv|udskrive|huske|keep|copy|save|download)( det| dem| det her| listen| forslagene| forslag| ud| this| it| them| these| the list| that)*$/,
    ],
  ],
  [
    'offers',
    [
      /^(vis|giv|se|find|må jeg se|kan jeg se|jeg vil (gerne |bare )?(se|have)|kom med|hvad (er der af|har i af|har du af|findes der af)|show|give|let me see|i (just )?want( to see)?|what)( mig| me| os)?( nu| bare| just| the| nogle| nogen| some)* ?(forslag|forslagene|tilbud|tilbuddene|muligheder|hjælp|offers|suggestions|options)( nu| now| findes der| er der| are there| do you have)?$/,
      /^(forslag|tilbud|offers|suggestions|options|hvad kan i tilbyde|hvad har i|what can you offer|hvad foreslår du)$/,
    ],
  ],
  [
    'farewell',
    [
      /^(farvel|farvel og tak|hej hej|hejhej|hav det godt|vi ses|ses|bye|bye bye|goodbye|good bye|see you|ha det|slut|afslut|afslut samtalen|stop|stop samtalen|luk|luk samtalen|quit|exit|end|end chat|jeg er færdig|jeg er done|i am done|i m done|im done|done|færdig)$/,
      /^((tusind |mange |1000 )?tak )?(for (hjælpen|det|snakken|i dag|nu)|det var (det|alt|godt|fint|det hele)|det var alt for (nu|i dag)|jeg har fået (det )?(jeg skulle bruge|svar|hjælp)|det hjalp|ikke mere|ikke andet|nej det var det|ellers tak)$/,
      /^(tak for (hjælpen|snakken|i dag)|thanks for (the|your) help|thank you for (the|your) help|that s all|that is all|that was all|nothing else|no more|det er godt|jeg smutter|jeg går|jeg skal gå|gotta go|i have to go|jeg vil stoppe|lad os stoppe)$/,
    ],
  ],
  [
    'thanks',
    [
      /^((tusind|mange|hjertelig|1000|so|many) )*(tak|takker|thanks|thank you|thx|tak skal du have|tak for det|fedt|super|perfekt|dejligt|great|cool|nice)( skal du have)?( (so|very) much| a lot| for det)?$/,
    ],
  ],
  [
    'greeting',
    [
      /^(hej|hejsa|hey|heyy+|hi|hello|hallo|halløj|halløjsa|goddag|god (morgen|aften|dag)|godmorgen|godaften|good (morning|evening|afternoon)|dav|davs|yo|heej+|hejj+|hello there|hej (med )?dig|hej brobygger)$/,
    ],
  ],
  [
    'help',
    [
      /^(hjælp|help|hjælp mig|help me|(kan|vil) (du|i) (godt )?hjælpe( mig)?|can you help( me)?|hjælp tak|menu|info|\?|hvad nu|what now|hvad så|hvad kan (du|i|jeg|man)( gøre| hjælpe med| skrive| spørge om| bruge det her til| her)?( for mig| her)?|hvad (skal|kan) jeg( gøre| skrive| sige| svare)?( her)?|hvordan (virker|fungerer|bruger (jeg|man)|gør jeg)( det| dette| det her| den her| chatten| den| her)?|jeg forstår (det )?ikke?( det| noget| spørgsmålet| hvad du mener)?|forstår (det )?ikke?|hvad mener du( med det)?|hva|hvad|hvad er det her( for noget)?|hvorfor spørger du( om det)?|what can (you|i) (do|write|say|ask)( here| for me)?|how does (this|it) work|what (do|should) i (do|write|say)( here)?|i (do not|don t|dont) understand|what do you mean|what is this( for)?|why do you ask)$/,
    ],
  ],
]
