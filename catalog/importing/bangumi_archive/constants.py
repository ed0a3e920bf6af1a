"""What Bangumi's numbers mean: subject_platforms, subject_relations and subject_staffs of bangumi/common."""

from catalog.models import AnimeSource, AnimeType, CharacterRole, EpisodeKind, RelationKind, StaffRole

SUBJECT, RELATIONS = "subject.jsonlines", "subject-relations.jsonlines"
PERSON, STAFF = "person.jsonlines", "subject-persons.jsonlines"
CHARACTER, CAST, VOICES = "character.jsonlines", "subject-characters.jsonlines", "person-characters.jsonlines"
EPISODE = "episode.jsonlines"
MEMBERS = (SUBJECT, RELATIONS, STAFF, PERSON, CAST, VOICES, CHARACTER, EPISODE)

ANIME = 2  # the type of subject
# Neither a short film nor "other" says how it was published. A motion comic is published on the web.
TYPES = {1: AnimeType.TV, 2: AnimeType.OVA, 3: AnimeType.MOVIE, 5: AnimeType.ONA, 2006: AnimeType.ONA}
RELATION_KINDS = {
    2: RelationKind.PREQUEL,
    3: RelationKind.SEQUEL,
    4: RelationKind.SUMMARY,
    5: RelationKind.FULL_STORY,
    6: RelationKind.SIDE_STORY,
    7: RelationKind.CHARACTERS,
    8: RelationKind.SETTING,
    9: RelationKind.ALTERNATIVE,  # the same characters in another world
    10: RelationKind.ALTERNATIVE,  # the same world told another way
    11: RelationKind.SPIN_OFF,
    12: RelationKind.PARENT,
    14: RelationKind.CHARACTERS,  # a collaboration
    1: RelationKind.OTHER,  # an adaptation: both are anime here
    99: RelationKind.OTHER,
}
ANIMATION_WORK = 67  # the position of a studio
COMPANY = 2  # the type of person
ROLES = {
    2: StaffRole.DIRECTOR,
    74: StaffRole.DIRECTOR,  # chief director
    49: StaffRole.DIRECTOR,  # co-director
    1: StaffRole.ORIGINAL_CREATOR,
    29: StaffRole.ORIGINAL_CREATOR,  # original plan
    10: StaffRole.WRITER,
    3: StaffRole.WRITER,  # script
    8: StaffRole.CHARACTER_DESIGN,
    7: StaffRole.CHARACTER_DESIGN,  # original character design
    6: StaffRole.MUSIC,
    14: StaffRole.ANIMATION_DIRECTOR,  # chief animation director
    15: StaffRole.ANIMATION_DIRECTOR,
}
CHARACTER_ROLES = {1: CharacterRole.MAIN, 2: CharacterRole.SUPPORTING, 3: CharacterRole.GUEST}
EPISODE_KINDS = {0: EpisodeKind.MAIN, 1: EpisodeKind.SPECIAL}

# Sites' own words for what it was made from, and where, in tags that Bangumi's editors choose.
SOURCES = {
    "原创": AnimeSource.ORIGINAL,
    "漫画改": AnimeSource.MANGA,
    "轻小说改": AnimeSource.LIGHT_NOVEL,
    "小说改": AnimeSource.NOVEL,
    "网文改": AnimeSource.WEB_NOVEL,
    "游戏改": AnimeSource.GAME,
    "GAL改": AnimeSource.VISUAL_NOVEL,
    "绘本改": AnimeSource.PICTURE_BOOK,
}
COUNTRIES = {"日本": "JP", "中国": "CN", "中国大陆": "CN", "美国": "US", "韩国": "KR", "法国": "FR", "英国": "GB"}
# Fields of an infobox, the likelier first.
STARTS = ("放送开始", "上映年度", "上映日", "发售日", "发售日期", "开始", "首播")
ENDS = ("播放结束", "放送结束", "结束")
LENGTHS = ("片长", "每话长", "每集长", "时长")
STUDIO_FIELDS = ("动画制作", "アニメーション制作")
STAFF_FIELDS = (
    ("导演", StaffRole.DIRECTOR),
    ("总导演", StaffRole.DIRECTOR),
    ("原作", StaffRole.ORIGINAL_CREATOR),
    ("系列构成", StaffRole.WRITER),
    ("人物设定", StaffRole.CHARACTER_DESIGN),
    ("音乐", StaffRole.MUSIC),
    ("总作画监督", StaffRole.ANIMATION_DIRECTOR),
)
