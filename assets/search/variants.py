#!/usr/bin/env python3
"""Makes variants.txt from Unicode's Unihan (UAX #38): variants.py FOLDER > variants.txt

FOLDER holds Unihan_Variants.txt, Unihan_OtherMappings.txt, Unihan_IRGSources.txt and
EquivalentUnifiedIdeograph.txt, as in Debian's package unicode-data.

A kanji goes to the kanji in which the name is looked for: its form in the lists of the ministries
(kJoyoKanji, kJinmeiyoKanji), or, when it is in neither list, the only one of the lists of which Unihan says that
it is the same word or shape, or the simpler form (kSemanticVariant, kZVariant, kTraditionalVariant). A radical
goes to its kanji (EquivalentUnifiedIdeograph). What family names and old forms need and Unihan does not have, or
has for Chinese alone, is in OWN.
"""

import re
import sys

folder = sys.argv[1]
# Told apart on paper and mixed up on the telephone: read alike, asked for alike.
OWN = """
髙高 﨑崎 𥔎崎 嵜崎 碕崎 㟢崎 𠮷吉 齋斎 齊斎 斉斎 亝斎 斊斎 邉辺 邊辺 嶋島 嶌島 嶹島 隝島 隯島 濵浜 濱浜 瀨瀬 澤沢 廣広 槗橋 𣘺橋 冨富 栁柳 桺柳 桒桑 渕淵 渊淵 鄕郷 鷗鴎 莵兎 菟兎 檜桧 籠篭
圀国 舘館 曻昇 昻昂 曺曹 藪薮 靏鶴 靍鶴 鸖鶴 寉鶴 嶺峰 峯峰 圡土 埜野 壷壺 夛多 釼剣 劔剣 劒剣 剱剣 釖剣 刄刃 凬風 鉃鉄 穐秋 龝秋 楳梅 蘆芦 啟啓 喆哲 冝宜 龜亀 莊荘 庄荘 檮梼 舩船 枩松 枀松
秌秋 惠恵 榮栄 鹽塩 應応 橫横 奧奥 假仮 會会 樂楽 學学 觀観 關関 歸帰 氣気 舊旧 區区 驅駆 徑径 莖茎 螢蛍 經経 繼継 缺欠 權権 縣県 號号 濟済 齒歯 兒児 辭辞 實実 寫写 釋釈 收収 從従 澁渋 肅粛
處処 敍叙 燒焼 證証 稱称 讓譲 釀醸 觸触 囑嘱 圖図 聲声 靜静 淺浅 潛潜 錢銭 踐践 纖繊 禪禅 雙双 總総 聰聡 藏蔵 屬属 續続 墮堕 對対 體体 臺台 瀧滝 擇択 擔担 膽胆 團団 彈弾 斷断 遲遅 晝昼 蟲虫
鑄鋳 廳庁 聽聴 點点 轉転 傳伝 黨党 燈灯 當当 鬪闘 獨独 讀読 屆届 繩縄 貳弐 惱悩 腦脳 廢廃 賣売 發発 髮髪 拔抜 蠻蛮 佛仏 拂払 變変 瓣弁 辨弁 辯弁 寶宝 寳宝 豐豊 滿満 彌弥 譯訳 藥薬 豫予 餘余
與与 譽誉 搖揺 樣様 謠謡 來来 賴頼 亂乱 覽覧 兩両 獵猟 綠緑 勵励 禮礼 靈霊 齡齢 戀恋 爐炉 勞労 樓楼 祿禄 灣湾 龍竜 萬万 國国 眞真 德徳 增増 寬寛 壽寿 圓円 櫻桜 鐵鉄 鎭鎮 黑黒 曾曽 條条 劍剣
壯壮 將将 獎奨 狀状 徠来 寢寝 盡尽 愼慎 粹粋 醉酔 穗穂 隨随 髓髄 樞枢 數数 攝摂 竊窃 專専 戰戦 巢巣 裝装 搜捜 插挿 爭争 祕秘 濕湿 豎竪 藝芸 驗験 險険 檢検 儉倹 顯顕 鑛鉱 恆恒 黃黄 溪渓 鷄鶏
攜携 勳勲 薰薫 曉暁 堯尭 峽峡 狹狭 挾挟 尙尚 嚴厳 嵳嵯 邱丘 坵丘 祗祇 葊庵 菴庵 椙杉
"""


def lines(name):
    with open(f"{folder}/{name}", encoding="utf-8") as file:
        for line in file:
            line = line.split("#")[0].strip()
            if line:
                yield line


def chars(text):
    return [chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]{4,5})", text)]


japanese, listed, target = set(), set(), {}
for line in lines("Unihan_IRGSources.txt"):
    code, field, _ = line.split("\t")
    if field == "kIRG_JSource":
        japanese.add(chr(int(code[2:], 16)))
for line in lines("Unihan_OtherMappings.txt"):
    code, field, value = line.split("\t")
    if field in ("kJoyoKanji", "kJinmeiyoKanji"):
        kanji = chr(int(code[2:], 16))
        old_form_of = chars(value)
        if old_form_of:
            target[kanji] = old_form_of[0]
        else:
            listed.add(kanji)
listed -= set(target)
near = {}
for line in lines("Unihan_Variants.txt"):
    code, field, value = line.split("\t")
    if field in ("kSemanticVariant", "kZVariant", "kTraditionalVariant"):
        one = chr(int(code[2:], 16))
        for other in chars(re.sub(r"<[^ ]*", "", value)):
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
for one in sorted(near):
    if one in listed or one in target or one not in japanese:
        continue
    forms = {target.get(other, other) for other in near[one]} & listed
    if len(forms) == 1:
        target[one] = forms.pop()
for pair in OWN.split():
    if pair[0] != pair[1:]:
        target[pair[0]] = pair[1:]
for line in lines("EquivalentUnifiedIdeograph.txt"):
    codes, kanji = (part.strip() for part in line.split(";"))
    first, _, last = codes.partition("..")
    for code in range(int(first, 16), int(last or first, 16) + 1):
        if code >= 0x2E80 and code < 0x2FE0:
            target[chr(code)] = chr(int(kanji, 16))


def end(kanji):
    seen = set()
    while kanji in target and kanji not in seen:
        seen.add(kanji)
        kanji = target[kanji]
    return kanji


by_form = {}
for kanji in target:
    form = end(kanji)
    if form != kanji:
        by_form.setdefault(form, []).append(kanji)
print("""\
# Kanji that a search takes for one: the first of a line stands for those behind it. Made by variants.py, which says how,
# from Unicode's Unihan 15.0 and EquivalentUnifiedIdeograph 15.0 (Unicode License v3, https://www.unicode.org/license.txt,
# Copyright 1991-2022 Unicode, Inc.), and a few of our own, which family names need and Unihan does not have.""")
for form in sorted(by_form):
    print(form + "".join(sorted(by_form[form])))
