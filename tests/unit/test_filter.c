#include "gen/template/filter.h"

#include "tests/unit/unit.h"

#include "tests/unit/rendering.h"

#define NAMES "{\"a\":[\"甲\",\"乙\",\"丙\"],\"e\":[]}"
#define ROWS                                                                   \
    "{\"r\":[{\"名\":\"甲\",\"数\":13,\"率\":\"0.5\"},"                        \
    "{\"名\":\"乙\",\"数\":2,\"率\":null},"                                    \
    "{\"名\":\"丙\",\"数\":2,\"率\":\"\"}],\"e\":[]}"
/* What is open has a and b too; w and v are sections around. */
#define TWO_KEYS                                                               \
    "{\"a\":1,\"b\":2,\"e\":[],\"w\":[{\"a\":0}],"                             \
    "\"v\":[{\"a\":0,\"b\":1},{\"a\":1,\"b\":1},{\"a\":1,\"b\":1,\"x\":0}],"   \
    "\"r\":[{\"a\":0,\"b\":1,\"c\":1},{\"a\":1,\"b\":1,\"c\":2},"              \
    "{\"a\":1,\"b\":2,\"c\":3}]}"

static void
lists_become_text(void **state)
{
    static const struct {
        const char *template, *data, *expected;
    } cases[] = {
        {"{{a|join:、}}", NAMES, "甲、乙、丙"},
        {"{{a|join}}", NAMES, "甲、乙、丙"},
        {"{{a|连接:\"\"}}", NAMES, "甲乙丙"},
        {"{{a|join:\"\n\"}}", NAMES, "甲\n乙\n丙"},
        {"{{e|join}}", NAMES, ""},
        {"{{r.名|join}}", ROWS, "甲、乙、丙"},
        {"{{r.率|join}}", ROWS, "0.5、、"},
        {"{{r|join}}", ROWS, "!rows cannot be joined"},
        {"{{a}}", NAMES, "!is a list"},
        {"{{a|first:2|join}}", NAMES, "甲、乙"},
        {"{{a|前:0|join}}", NAMES, ""},
        {"{{a|first:9|join}}", NAMES, "甲、乙、丙"},
        {"{{#r|first:1}}{{名}}{{/r}}", ROWS, "甲"},
        {"{{a|etc:2}}", NAMES, "甲、乙等3家"},
        {"{{a|等:2,个单位}}", NAMES, "甲、乙等3个单位"},
        {"{{a|etc:3}}", NAMES, "甲、乙、丙"},
        {"{{e|etc:3}}", NAMES, ""},
        {"{{r|etc:1}}", ROWS, "!rows cannot be joined"},
        {"{{r|each:名,数,件}}", ROWS, "甲13件、乙、丙各2件"},
        {"{{r|各:名,数,件}}", ROWS, "甲13件、乙、丙各2件"},
        {"{{e|each:名,数,件}}", ROWS, ""},
        {"{{r|each:名,无,件}}", ROWS, "!no column “无”"},
        {"{{a|each:名,数,件}}", NAMES, "!no column"},
        {"{{a|prefix:第|join}}", NAMES, "第甲、第乙、第丙"},
        {"{{a|后缀:局|join}}", NAMES, "甲局、乙局、丙局"},
        {"{{r|prefix:第|join}}", ROWS, "!rows are not text"},
        {"{{a|join:、,和}}", NAMES, "甲、乙和丙"},
        {"{{a|连接：、，及}}", NAMES, "甲、乙及丙"},
        {"{{a|first:2|join:、,和}}{{a|first:1|join:、,和}}", NAMES, "甲和乙甲"},
        {"{{e|join:、,和}}", NAMES, ""},
        {"{{a|join:，}} {{a|join:,}}", NAMES, "甲，乙，丙 甲,乙,丙"},
        {"{{a|join:\", \",\" and \"}}", NAMES, "甲, 乙 and 丙"},
        {"{{a|join:“，”,和}}", NAMES, "甲，乙和丙"},
        {"{{a|join:；，}}", NAMES, "甲；，乙；，丙"},
        {"{{#r|by:a,b}}{{c}}{{/r}}", TWO_KEYS, "3"},
        {"{{#r|by:a}}{{c}}{{/r}}", TWO_KEYS, "23"},
        {"{{#v}}{{#w}}{{#r|按:a，b}}{{c}}{{/r}}{{/w}}{{/v}}", TWO_KEYS, "111"},
        {"{{#r|by:a,d}}{{c}}{{/r}}", TWO_KEYS, "!no name “d”"},
        {"{{#r|by:a,w}}{{c}}{{/r}}", TWO_KEYS, "!no column “w”"},
        {"{{#r|by:a,b,c,d}}{{c}}{{/r}}", TWO_KEYS, "!no argument"},
        {"{{#r|列}}{{c}}{{/r}}{{^e|columns}}无{{/e}}", TWO_KEYS, "123无"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        rendering_check(cases[i].template, cases[i].data, cases[i].expected);
    }
}

static void
lists_become_figures(void **state)
{
    static const struct {
        const char *template, *data, *expected;
    } cases[] = {
        {"{{a|count}} {{e|计数}}", NAMES, "3 0"},
        {"{{r|count}}", ROWS, "3"},
        {"{{x|count}}", "{\"x\":null}", "0"},
        {"{{x|count}}", "{\"x\":\"甲\"}", "1"},
        {"{{r|sum:数}} {{r.数|合计}}", ROWS, "17 17"},
        {"{{r|sum:率}}", ROWS, "0.5"},
        {"{{e|sum:数}}", ROWS, "0"},
        {"{{r|sum:无}}", ROWS, "!no column “无”"},
        {"{{r|sum:名}}", ROWS, "!“甲” is not a number"},
        {"{{r|avg:率}}", ROWS, "0.5"},
        {"{{r|avg:数|fixed:2}}", ROWS, "5.67"},
        {"{{e|avg:数}}", ROWS, ""},
        {"{{r|max:数}} {{r|最小:数}}", ROWS, "13 2"},
        {"[{{e|max:数}}]", ROWS, "[]"},
        {"{{a|sum}}", "{\"a\":[0.1,0.2,0.3]}", "0.6"},
        {"{{n|tally:r.x}}", "{\"n\":3.5,\"r\":[{\"x\":1},{\"x\":2.5}]}", "3.5"},
        {"{{n|核对:r}}", "{\"n\":2,\"r\":[{\"x\":1},{\"x\":2.5}]}", "2"},
        {"{{n|fixed:1|tally:r.x}}", "{\"n\":\"3\",\"r\":[{\"x\":3},{\"x\":null}]}",
         "3.0"},
        {"[{{n|tally:r.x}}]", "{\"n\":null,\"r\":[{\"x\":null}]}", "[]"},
        {"{{n|tally:r.x}}", "{\"n\":0,\"r\":[{\"x\":null}]}", "0"},
        {"{{n|tally:r.x}}", "{\"n\":4,\"r\":[{\"x\":1},{\"x\":2.5}]}",
         "!the figure is “4”, but “r.x” adds up to 3.5"},
        {"{{n|tally:r}}", "{\"n\":4,\"r\":[{\"x\":1},{\"x\":2.5}]}",
         "!the figure is “4”, but “r” has 2 rows"},
        {"{{n|tally:r.x}}", "{\"n\":null,\"r\":[{\"x\":1}]}",
         "!the figure is “”, but “r.x” adds up to 1"},
        {"{{n|tally:r.x}}", "{\"n\":\"多\",\"r\":[{\"x\":1}]}",
         "!“多” is not a number"},
        {"{{n|tally:r.x}}", "{\"n\":1,\"r\":[{\"x\":\"一\"}]}",
         "!“一” is not a number"},
        {"{{n|核对:r.x,计数}}", "{\"n\":1,\"r\":[{\"x\":\"一\"},{\"x\":\"\"}]}",
         "1"},
        {"{{n|tally:r.x,count}}", "{\"n\":3,\"r\":[{\"x\":\"一\"}]}",
         "!but “r.x” has 1 rows"},
        {"{{n|tally:r,x}}", "{\"n\":3,\"r\":[]}", "!“x” is no way to prove"},
        {"{{r|count:x}}{{r|计数:y}}", "{\"r\":[{\"x\":\"\",\"y\":0},{\"x\":\"a\","
         "\"y\":1}]}", "12"},
        {"{{r|count:z}}", "{\"r\":[{\"x\":1}]}", "!no column “z”"},
        {"{{n|tally:s}}", "{\"n\":1}", "!no name “s”"},
        {"{{a|max}}", "{\"a\":[-3,-1,-2]}", "-1"},
        {"{{a|min}}", "{\"a\":[-3,-1,-2]}", "-3"},
        {"{{#a|more:2}}多{{/a}}{{#a|多于:3}}很多{{/a}}", NAMES, "多"},
        {"{{^a|more:3}}不多{{/a}}", NAMES, "不多"},
        {"{{#a|count}}有{{/a}}{{#e|count}}无{{/e}}", NAMES, "有"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        rendering_check(cases[i].template, cases[i].data, cases[i].expected);
    }
}

static void
numbers_are_written_as_asked(void **state)
{
    static const struct {
        const char *template, *data, *expected;
    } cases[] = {
        {"{{n}}", "{\"n\":1.50}", "1.5"},
        {"{{n|fixed:2}}", "{\"n\":1.005}", "1.01"},
        {"{{n|小数:2}}", "{\"n\":-2.675}", "-2.68"},
        {"{{n|fixed:0}}", "{\"n\":2.5}", "3"},
        {"{{n|fixed:1}}", "{\"n\":\"\"}", ""},
        {"{{n|fixed:1}}", "{\"n\":\"甲\"}", "!“甲” is not a number"},
        {"{{n|fixed:99}}", "{\"n\":1}", "!at most 15"},
        {"{{n|fixed:1}}", "{\"n\":[1]}", "!a list is not a number"},
        {"{{n|percent:d}}", "{\"n\":1,\"d\":3}", "33.3%"},
        {"{{n|百分比:d,2}}", "{\"n\":2,\"d\":3}", "66.67%"},
        {"{{n|percent:d,0}}", "{\"n\":1,\"d\":200}", "1%"},
        {"{{n|percent:d}}", "{\"n\":3,\"d\":3}", "100%"},
        {"{{n|percent:8}}", "{\"n\":1}", "12.5%"},
        {"[{{n|percent:d}}]", "{\"n\":1,\"d\":0}", "!the whole is 0"},
        {"{{n|percent:d|blank:/}}", "{\"n\":0,\"d\":0}", "/"},
        {"{{n|percent:d}}", "{\"n\":null,\"d\":3}", ""},
        {"{{n|percent:x}}", "{\"n\":1}", "!no name “x”"},
        {"{{n|percent:d,99}}", "{\"n\":1,\"d\":3}", "!too many digits"},
        {"{{n|trend:m}}", "{\"n\":98.55,\"m\":98.2}", "上升0.4个百分点"},
        {"{{n|升降:m,2}}", "{\"n\":97,\"m\":98.25}", "下降1.25个百分点"},
        {"{{n|trend:m,1}}", "{\"n\":97.01,\"m\":97}", "持平"},
        {"{{n|trend:m,0,家}}", "{\"n\":5,\"m\":3}", "上升2家"},
        {"{{n|trend:m}}", "{\"n\":5,\"m\":null}", ""},
        {"{{n|thousands}}", "{\"n\":1234567}", "1,234,567"},
        {"{{n|千分位}}", "{\"n\":-123}", "-123"},
        {"{{n|thousands}}", "{\"n\":-1234.5678}", "-1,234.5678"},
        {"{{n|fixed:2|thousands}}", "{\"n\":1234.5}", "1,234.50"},
        {"{{n|thousands}}", "{\"n\":\"1e5\"}", "100,000"},
        {"{{n|thousands}}", "{\"n\":\"\"}", ""},
        {"{{n|hanzi}}", "{\"n\":4}", "四"},
        {"{{n|汉字}}", "{\"n\":11}", "十一"},
        {"{{n|hanzi:逐位}}", "{\"n\":2021}", "二〇二一"},
        {"{{n|汉字:digits}}", "{\"n\":10}", "一〇"},
        {"{{n|hanzi:大写}}", "{\"n\":10}", "!no form of a number"},
        {"{{n|hanzi:逐位}}", "{\"n\":-1}", "!only whole numbers"},
        {"{{n|prefix:第}}{{n|hanzi|prefix:第}}", "{\"n\":3}", "第3第三"},
        {"{{n|hanzi}}", "{\"n\":2.5}", "!only whole numbers"},
        {"{{n|hanzi}}", "{\"n\":100000000}", "!only whole numbers"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        rendering_check(cases[i].template, cases[i].data, cases[i].expected);
    }
}

static void
dates_are_written_as_asked(void **state)
{
    static const struct {
        const char *template, *data, *expected;
    } cases[] = {
        {"{{d|date:年月日}}", "{\"d\":\"2021-11-04\"}", "2021年11月4日"},
        {"{{d|日期:月日}}", "{\"d\":\"2021/11/4\"}", "11月4日"},
        {"{{d|date:年月}}", "{\"d\":\"2021-11-04\"}", "2021年11月"},
        {"{{d|date:日}}", "{\"d\":\"2021-11-04\"}", "4日"},
        {"{{d|date:ISO}}", "{\"d\":\"2021年11月4日\"}", "2021-11-04"},
        {"{{d|date:汉字}}", "{\"d\":\"2021-11-24\"}", "二〇二一年十一月二十四日"},
        {"{{d|date:年月日,e}}", "{\"d\":\"2021-11-10\",\"e\":\"2021-11-04\"}",
         "10日"},
        {"{{d|date:年月日,e}}", "{\"d\":\"2021-12-10\",\"e\":\"2021-11-04\"}",
         "12月10日"},
        {"{{d|date:年月日,e}}", "{\"d\":\"2022-11-10\",\"e\":\"2021-11-04\"}",
         "2022年11月10日"},
        {"{{d|date:年月日}}", "{\"d\":\"2021-11-04 08:30\"}", "2021年11月4日"},
        {"{{d|date:年月日}}", "{\"d\":\"\"}", ""},
        {"{{d|date:年月日}}", "{\"d\":\"下月\"}", "!“下月” is not a date"},
        {"{{d|date:年月日}}", "{\"d\":[1]}", "!is not a date"},
        {"{{d|date:YYYY}}", "{\"d\":\"2021-11-04\"}", "!no form of a date"},
        {"{{d|date}}", "{\"d\":\"2021-11-04\"}", "!needs an argument"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        rendering_check(cases[i].template, cases[i].data, cases[i].expected);
    }
}

static void
text_is_put_around_and_in_place_of_nothing(void **state)
{
    static const struct {
        const char *template, *data, *expected;
    } cases[] = {
        {"{{t|blank:/}}", "{\"t\":\"\"}", "/"},
        {"{{t|默认:无}}", "{\"t\":null}", "无"},
        {"{{t|blank:无}}", "{\"t\":0}", "0"},
        {"{{t|blank:无}}", "{\"t\":\"甲\"}", "甲"},
        {"{{t|prefix:（|suffix:）}}", "{\"t\":\"甲\"}", "（甲）"},
        {"{{t|前缀:（|后缀:）}}", "{\"t\":\"\"}", ""},
        {"{{t|merge}}", "{\"t\":\"甲\"}", "甲"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        rendering_check(cases[i].template, cases[i].data, cases[i].expected);
    }
}

static void
rows_are_chosen_and_folded(void **state)
{
    static const struct {
        const char *template, *data, *expected;
    } cases[] = {
        {"{{#g}}{{组}}:{{#m|by:组}}{{名}}{{/m}};{{/g}}",
         "{\"g\":[{\"组\":1},{\"组\":2}],\"m\":[{\"组\":1,\"名\":\"甲\"},"
         "{\"组\":2,\"名\":\"乙\"},{\"组\":1,\"名\":\"丙\"}]}",
         "1:甲丙;2:乙;"},
        {"{{#g}}{{#m|按:类}}{{/m}}{{/g}}",
         "{\"g\":[{\"类\":1}],\"m\":[{\"组\":1}]}", "!no column “类”"},
        {"{{#a|group:g}}{{序号}}{{g}}:{{#组内}}{{序号}}{{n}},{{/组内}}"
         "{{组内|sum:n}};{{/a}}",
         "{\"a\":[{\"g\":\"x\",\"n\":1},{\"g\":\"y\",\"n\":2},"
         "{\"g\":\"x\",\"n\":3}]}",
         "1x:11,23,4;2y:12,2;"},
        {"{{#a|分组:g}}{{g}}{{组内|count}}{{/a}}",
         "{\"a\":[{\"g\":null},{\"g\":1},{\"g\":1.0}]}", "112"},
        {"{{#a|group:g}}x{{/a}}", "{\"a\":[]}", ""},
        {"{{#a|group:h}}x{{/a}}", "{\"a\":[{\"g\":1}]}",
         "!no column “h”"},
        {"{{#a|group:g}}x{{/a}}", "{\"a\":[1]}", "!no column “g”"},
        {"{{#a|fold:2}}{{n}}-{{2.n}};{{/a}}",
         "{\"a\":[{\"n\":1},{\"n\":2},{\"n\":3}]}", "1-3;2-;"},
        {"{{#a|折:3}}{{n}}{{2.n}}{{3.n}};{{/a}}",
         "{\"a\":[{\"n\":1},{\"n\":2},{\"n\":3},{\"n\":4}]}", "13;24;"},
        {"{{#a|fold:2}}x{{/a}}", "{\"a\":[]}", ""},
        {"{{#a|fold:2}}x{{/a}}", "{\"a\":[1,2]}", "!only rows can be folded"},
        {"{{#a|fold:0}}x{{/a}}", "{\"a\":[{\"n\":1}]}", "!1 to 9"},
        {"{{#a|fold:10}}x{{/a}}", "{\"a\":[{\"n\":1}]}", "!1 to 9"},
        {"{{#a|fold:2}}{{3.n}}{{/a}}", "{\"a\":[{\"n\":1}]}",
         "!no name “3”"},
        {"{{#g}}{{#m|fold:2}}{{x}}{{2.x}};{{/m}}{{/g}}",
         "{\"g\":[{\"m\":[{\"x\":1,\"y\":2},{\"x\":3,\"y\":4}]},"
         "{\"m\":[{\"y\":5,\"x\":6},{\"y\":7,\"x\":8}]}]}",
         "13;68;"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        rendering_check(cases[i].template, cases[i].data, cases[i].expected);
    }
}

static void
the_nearest_filter_is_offered(void **state)
{
    static const struct {
        const char *wrong;
        const char *nearest; /* NULL: none is near */
    } cases[] = {
        {"jion", "join"},       {"joim", "join"},  {"counts", "count"},
        {"precent", "percent"}, {"连结", "join"},  {"百分数", "percent"},
        {"合记", "sum"},        {"xyz", NULL},     {"", NULL},
        {"第", NULL},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        const struct filter *filter =
            filter_nearest(str_from(cases[i].wrong));

        print_message("%s\n", cases[i].wrong);
        assert_string_equal(filter ? filter->name : "",
                            cases[i].nearest ? cases[i].nearest : "");
    }
}

static void
signatures_stand_as_the_standard_has_it(void **state)
{
#define SIGNED(name, date)                                                     \
    "{\"n\":\"" name "\",\"d\":\"" date "\",\"y\":\"是\",\"no\":null,\"l\":[]}"
#define BOTH(seal) "{{n|signature:d" seal "}} {{d|signature:n" seal "}}"
    static const struct {
        const char *template, *data, *expected;
    } cases[] = {
        /* 10 characters over 6, 4 characters in: 4 - 2 = 2 */
        {BOTH(",y"), SIGNED("六安市人民政府办公室", "2022-01-06"), "640 1280"},
        /* 6 over 7: 4 + 0.5 */
        {BOTH(",y"), SIGNED("某市档案局办", "2022-11-16"), "1440 1280"},
        /* 20 over 6: 4 - 7 < 0 */
        {BOTH(",y"),
         SIGNED("某某市某某区某某街道办事处办公室综合科", "2022-1-6"),
         "0 2080"},
        {BOTH(""), SIGNED("六安市人民政府办公室", "2022-01-06"), "640 1280"},
        {BOTH(",no"), SIGNED("六安市人民政府办公室", "2022-11-16"), "640 960"},
        {BOTH(""), SIGNED("市档案局", "2022-01-06"), "1920 640"},
        {BOTH(""), SIGNED("市档案局", "二月"), "!a name and a date"},
        {"{{l|signature:d}}", SIGNED("某", "2022-01-06"), "!no line"},
        {"{{n|signature:d,x}}", SIGNED("某", "2022-01-06"), "!no name"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        rendering_check(cases[i].template, cases[i].data, cases[i].expected);
    }
}

static void
text_is_fitted_into_a_width(void **state)
{
    static const struct {
        const char *template, *data, *expected;
    } cases[] = {
        {"{{t|fit:400,48}}", "{\"t\":\"某某市人民政府办公室文件\"}", "66"},
        {"{{t|字号:400,48,22}}", "{\"t\":\"某某市人民政府办公室文件\"}", "726"},
        {"{{t|fit:400,48}}", "{\"t\":\"某市\"}", "96"},
        {"{{t|fit:400,48}}", "{\"t\":\"\"}", "96"},
        {"{{t|fit:400,48}}", "{\"t\":[]}", "!no line of text"},
        {"{{t|flag}}{{n|开关}}", "{\"t\":\"是\",\"n\":null}", "10"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        rendering_check(cases[i].template, cases[i].data, cases[i].expected);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_become_text),
        cmocka_unit_test(lists_become_figures),
        cmocka_unit_test(numbers_are_written_as_asked),
        cmocka_unit_test(dates_are_written_as_asked),
        cmocka_unit_test(text_is_put_around_and_in_place_of_nothing),
        cmocka_unit_test(rows_are_chosen_and_folded),
        cmocka_unit_test(the_nearest_filter_is_offered),
        cmocka_unit_test(signatures_stand_as_the_standard_has_it),
        cmocka_unit_test(text_is_fitted_into_a_width),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
