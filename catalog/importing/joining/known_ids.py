"""MyAnimeList ids that bangumi-data lacks, by Bangumi id: much-watched anime, looked up by hand."""

MAL_ID_BY_BANGUMI_ID = {
    "233": 2593,  # 空の境界 第一章
    "812": 3782,  # 第二章
    "767": 3783,  # 第三章
    "766": 4280,  # 第四章
    "1333": 4282,  # 第五章
    "2225": 5204,  # 第六章
    "3423": 5205,  # 第七章
    "11629": 6954,  # 終章
    "2750": 384,  # GANTZ
    "52764": 395,  # GANTZ the 2nd stage
    "25833": 11977,  # 魔法少女まどか☆マギカ 前編
    "44692": 11979,  # 後編
    "37898": 13659,  # 俺の妹がこんなに可愛いわけがない。2 期
    "82777": 18753,  # やはり俺の青春ラブコメはまちがっている。OVA
    "107476": 25015,  # 境界の彼方 過去篇
    "118908": 28675,  # 境界の彼方 未来篇
    "109375": 25537,  # Fate/stay night Heaven's Feel I
    "110049": 25781,  # 進撃の巨人 悔いなき選択
    "129807": 30484,  # STEINS;GATE 0
    "234771": 37055,  # 幼女戦記 劇場版
}
# Ids that bangumi-data has wrong, and that nothing else in the packages would tell.
RIGHT_MAL_ID_BY_BANGUMI_ID = {
    "331752": 48583,  # 進撃の巨人 The Final Season Part.2, which has Part 1's
}
