#include "gen/form/form_wording.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "gen/base/mem.h"

enum { MATCH_LIMIT = 200000, HEAP_LIMIT = 16 * 1024 /* KiB */ };

#define GAP     "[\\s\\x{3000}\\x{a0}]*"
#define HANZI   "[一二三四五六七八九十百]+"
#define OPENING "([〔\\[【﹝（(［{｛〈<]?)"
#define CLOSING "([〕\\]】﹞）)］}｝〉>]?)"
#define DATE                                                                   \
    "(\\d{4})" GAP "年" GAP "(\\d{1,2})" GAP "月" GAP "(\\d{1,2})" GAP "日"
#define HANYEAR "[〇○零Ｏ一二三四五六七八九]{2,4}"
#define HANDAY  "[〇○零一二三四五六七八九十]{1,3}"
#define NUMBERED                                                               \
    "[\\p{sc:Han}×]{2,16}" GAP "[〔\\[【﹝（(［]" GAP "\\d{2,4}" GAP           \
    "[〕\\]】﹞）)］]" GAP "第?" GAP "\\d+" GAP "号"
#define KINDS                                                                                         \
    "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|" \
    "纪要|办法|方案|规定|细则"

static const char *const patterns[N_WORDINGS] = {
    [WORDING_COPY_NUMBER] = "^\\d{6}\\z",
    [WORDING_SECRECY] = "^(?:绝密|机密|秘密)" GAP "(?:[★☆*].*)?\\z",
    [WORDING_URGENCY] = "^(?:特急|加急|特提|平急)\\z",
    [WORDING_NUMBER] =
        "^([\\p{sc:Han}×]{2,16})" GAP OPENING GAP "(\\d{2,4})" GAP CLOSING GAP
        "(第?)" GAP "(0*)(\\d+)" GAP "号\\z",
    [WORDING_SIGNER] = "^(?:(" NUMBERED ")" GAP ")?签" GAP "发" GAP "人" GAP
                       "([：:])" GAP "((?s:.*))\\z",
    [WORDING_SIGNERS] =
        "^(?:(" NUMBERED ")" GAP ")?([\\p{sc:Han}·\\s\\x{3000}]{2,30})\\z",
    [WORDING_DATE] = "^" DATE "\\z",
    [WORDING_DATE_OTHER] =
        "^(?:" HANYEAR GAP "年" GAP HANDAY GAP "月" GAP HANDAY GAP "日"
        "|\\d{2}年\\d{1,2}月\\d{1,2}日"
        "|\\d{4}[.．/／－—-]\\d{1,2}[.．/／－—-]\\d{1,2}日?"
        "|[０-９]{4}年[０-９]{1,2}月[０-９]{1,2}日)\\z",
    [WORDING_LIST] = "^(附" GAP "件|附)" GAP "([\\d０-９]*|" HANZI ")" GAP
                     "([：:])" GAP "((?s:.*))\\z",
    [WORDING_ITEM] = "^([\\d０-９]{1,2})(?:" GAP "([.．、，,。])" GAP
                     "|[\\s\\x{3000}]+)(\\S(?s:.*))\\z",
    [WORDING_MARK] =
        "^(?:[\\p{sc:Han}×]{2,16}〔\\d{4}〕\\d+号" GAP ")?附" GAP "件" GAP
        "([\\d０-９]+|" HANZI ")?" GAP "([：:.．、，,。]?)\\z",
    [WORDING_REMARK] = "^[（(](?s:.*)[）)]\\z",
    [WORDING_COPIES] = "^(抄" GAP "送|主" GAP "送|抄" GAP "报)" GAP "([：:])",
    [WORDING_PRINTED] = "^((?s:.*?))" GAP DATE GAP "印" GAP "发\\z",
    [WORDING_BLANK_PAGE] = "^[（(]?" GAP "此页无正文" GAP "[）)]?\\z",
    [WORDING_ADDRESSEE] =
        "^(?!.*(?:如下|现将|以下|包括|一是))[^。；;!！?？]{2,}([：:])\\z",
    [WORDING_KIND] = "(?:" KINDS ")(?:[（(].{1,12}[）)])?\\z",
    [WORDING_CAPTION] = "^(?:注|备注|说明|单位|填报单位|制表|统计时间)"
                        "[\\d]*" GAP "[：:]",
    [WORDING_LEVEL1] = "^()(" HANZI ")()([、．.，,：:])",
    [WORDING_LEVEL2] = "^([（(])(" HANZI ")([）)])([、．.，,：:]?)",
    [WORDING_LEVEL3] =
        "^()([\\d０-９]{1,2})()([．.、，,])" GAP "(?![\\d０-９])",
    [WORDING_LEVEL4] = "^([（(])([\\d０-９]{1,2})([）)])([、．.，,：:]?)",
    [WORDING_CITED] =
        "[\\p{sc:Han}×]" GAP "([〔\\[【﹝（(［])" GAP "((?:19|20)?\\d{2})" GAP
        "([〕\\]】﹞）)］])" GAP "(第?)" GAP "(0*)(\\d+)" GAP "号",
    [WORDING_DATED] =
        "(?<!\\d)((?:19|20)\\d{2})年(\\d{1,2})月(?:(\\d{1,2})日)?",
    [WORDING_REFERENCE] = "附件" GAP "(\\d{1,2})(?!\\d)",
};

struct wordings {
    pcre2_code *codes[N_WORDINGS];
    pcre2_match_data *match;
    pcre2_match_context *limits;
};

static bool
compile_all(struct wordings *wordings)
{
    int error;
    size_t offset;

    for (size_t i = 0; i < N_WORDINGS; i++) {
        wordings->codes[i] =
            pcre2_compile((PCRE2_SPTR)patterns[i], PCRE2_ZERO_TERMINATED,
                          PCRE2_UTF, &error, &offset, NULL);
        if (!wordings->codes[i]) {
            return false;
        }
    }
    return true;
}

struct wordings *
wordings_open(void)
{
    struct wordings *wordings = mem_alloc(sizeof *wordings);

    wordings->match = pcre2_match_data_create(MAX_GROUPS, NULL);
    wordings->limits = pcre2_match_context_create(NULL);
    if (!wordings->match || !wordings->limits || !compile_all(wordings)) {
        wordings_close(wordings);
        return NULL;
    }
    pcre2_set_match_limit(wordings->limits, MATCH_LIMIT);
    pcre2_set_depth_limit(wordings->limits, MATCH_LIMIT);
    pcre2_set_heap_limit(wordings->limits, HEAP_LIMIT);
    return wordings;
}

void
wordings_close(struct wordings *wordings)
{
    if (!wordings) {
        return;
    }
    for (size_t i = 0; i < N_WORDINGS; i++) {
        pcre2_code_free(wordings->codes[i]);
    }
    pcre2_match_data_free(wordings->match);
    pcre2_match_context_free(wordings->limits);
    mem_free(wordings);
}

bool
wording_find(const struct wordings *wordings, enum wording wording,
             struct str text, size_t from, struct wording_match *out)
{
    const size_t *at = pcre2_get_ovector_pointer(wordings->match);
    int n;

    *out = (struct wording_match){0};
    if (from > text.len) {
        return false;
    }
    n = pcre2_match(wordings->codes[wording],
                    (PCRE2_SPTR)(text.ptr ? text.ptr : ""), text.len, from,
                    PCRE2_NO_UTF_CHECK, wordings->match, wordings->limits);
    for (int i = 0; i < n && i < MAX_GROUPS; i++) {
        if (at[2 * i] != PCRE2_UNSET) {
            out->groups[i] = str_slice(text, at[2 * i], at[2 * i + 1]);
        }
    }
    if (n > 0) {
        out->start = at[0];
        out->end = at[1];
    }
    return n > 0;
}

bool
wording_fits(const struct wordings *wordings, enum wording wording,
             struct str text, struct wording_match *out)
{
    return wording_find(wordings, wording, str_trim(text), 0, out);
}

static int
digit_of(uint32_t code)
{
    static const char *const hanzi[] = {"一", "二", "三", "四", "五",
                                        "六", "七", "八", "九"};
    char bytes[4];
    struct str one = {bytes, utf8_encode(code, bytes)};

    if (code >= '0' && code <= '9') {
        return (int)(code - '0');
    }
    if (code >= 0xFF10 && code <= 0xFF19) {
        return (int)(code - 0xFF10);
    }
    for (int i = 0; i < 9; i++) {
        if (str_is(one, hanzi[i])) {
            return i + 1;
        }
    }
    return -1;
}

int
wording_number(struct str text)
{
    int number = 0; /* what tens and hundreds have gathered */
    int digits = 0;
    uint32_t code;

    for (size_t i = 0, n; i < text.len; i += n) {
        n = utf8_decode(text.ptr + i, text.ptr + text.len, &code);
        if (n == 0 || number > 100000 || digits > 100000) {
            return 0;
        }
        if (code == 0x5341 /* 十 */) {
            number += (digits ? digits : 1) * 10;
            digits = 0;
        } else if (code == 0x767E /* 百 */) {
            number += (digits ? digits : 1) * 100;
            digits = 0;
        } else if (digit_of(code) >= 0) {
            digits = digits * 10 + digit_of(code);
        } else {
            return 0;
        }
    }
    return number + digits;
}
