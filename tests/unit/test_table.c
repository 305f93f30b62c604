#include "gen/model/table.h"

#include "tests/unit/table_grid.h"
#include "tests/unit/unit.h"

#define WORD(text)                                                             \
    {                                                                          \
        text, sizeof(text) - 1                                                 \
    }

static struct str unit_heads[] = {WORD("单位名称"), WORD("单位")};
static struct str code_heads[] = {WORD("标识码")};
static struct str url_heads[] = {WORD("网址")};
static struct str score_heads[] = {WORD("得分"), WORD("检查得分（分）")};
static struct str grade_heads[] = {WORD("等次")};
static struct str day_heads[] = {WORD("日期")};
static struct str time_heads[] = {WORD("答复时间")};
static struct str rate_heads[] = {WORD("政务微博/合格率")};
static struct str fans_heads[] = {WORD("政务微博/粉丝数")};
static struct str remark_heads[] = {WORD("存在问题")};
static struct str group_heads[] = {WORD("类别")};
static struct str grades[] = {WORD("优"), WORD("良"), WORD("不合格")};
static struct str blanks[] = {WORD("无"), WORD("/")};
static struct str totals[] = {WORD("合计"), WORD("小计")};

static struct column columns[] = {
    {.name = WORD("单位"),
     .headers = unit_heads,
     .n_headers = 2,
     .type = COLUMN_UNIT,
     .is_required = true},
    {.name = WORD("标识码"),
     .headers = code_heads,
     .n_headers = 1,
     .type = COLUMN_CODE,
     .is_unique = true,
     .pattern = WORD("\\d{10}|bm\\d{8}"),
     .blanks = blanks,
     .n_blanks = 2},
    {.name = WORD("网址"),
     .headers = url_heads,
     .n_headers = 1,
     .type = COLUMN_URL,
     .is_optional = true},
    {.name = WORD("得分"),
     .headers = score_heads,
     .n_headers = 2,
     .type = COLUMN_NUMBER,
     .has_min = true,
     .has_max = true,
     .max = {120, 0},
     .blanks = blanks,
     .n_blanks = 2},
    {.name = WORD("等次"),
     .headers = grade_heads,
     .n_headers = 1,
     .type = COLUMN_CHOICE,
     .choices = grades,
     .n_choices = 3,
     .is_optional = true},
    {.name = WORD("日期"),
     .headers = day_heads,
     .n_headers = 1,
     .type = COLUMN_DATE,
     .from = WORD("检查开始"),
     .to = WORD("2021-12-31"),
     .is_optional = true},
    {.name = WORD("答复时间"),
     .headers = time_heads,
     .n_headers = 1,
     .type = COLUMN_DATETIME,
     .is_optional = true},
    {.name = WORD("合格率"),
     .headers = rate_heads,
     .n_headers = 1,
     .type = COLUMN_PERCENT,
     .is_optional = true},
    {.name = WORD("粉丝数"),
     .headers = fans_heads,
     .n_headers = 1,
     .type = COLUMN_INTEGER,
     .is_optional = true},
    {.name = WORD("存在问题"),
     .headers = remark_heads,
     .n_headers = 1,
     .is_optional = true},
    {.name = WORD("类别"),
     .headers = group_heads,
     .n_headers = 1,
     .fills_down = true,
     .is_optional = true},
};
static const struct schema schema = {.name = WORD("网站"),
                                     .title = WORD("网站检查结果"),
                                     .columns = columns,
                                     .n_columns = N_ITEMS(columns),
                                     .totals = totals,
                                     .n_totals = 2};

struct job {
    struct store *store;
    struct roster roster;
    struct grid grid;
    struct grid_sheet sheets[4];
    struct table_context context;
    struct record settings;
    struct arena arena;
    struct diags diags;
};

static const struct str setting_names[] = {WORD("检查开始")};
static const struct value setting_values[] = {{"2021-11-01", 10, VALUE_TEXT}};

static void
open_job(struct job *job, const char *text)
{
    FILE *file = fopen("units.csv", "w");

    assert_non_null(file);
    fputs("全称,简称\n临江市甲局,市甲局\n临江市乙局,市乙局\n"
          "临江市丙局,市丙局\n",
          file);
    fclose(file);
    memset(job, 0, sizeof *job);
    assert_true(
        roster_read(&job->roster, "units.csv", &job->arena, &job->diags));
    remove("units.csv");
    job->store = store_new(NULL);
    assert_true(store_create(job->store, &schema, &job->diags));
    job->sheets[0] = make_test_sheet("表", text, &job->arena);
    job->grid =
        (struct grid){.path = "q.xlsx", .sheets = job->sheets, .n_sheets = 1};
    job->settings = (struct record){setting_names, setting_values, 1};
    job->context = (struct table_context){
        .roster = &job->roster, .year = 2021, .settings = &job->settings};
}

static bool
load(struct job *job)
{
    return table_load(&schema, &job->grid, &job->context, job->store,
                      &job->arena, &job->diags);
}

static void
close_job(struct job *job)
{
    store_free(job->store);
    arena_clear(&job->arena);
    diags_clear(&job->diags);
}

/* Values that are not null, rows in brackets: "[市甲局 1][市乙局 2]". */
static struct str
stored(struct job *job)
{
    const struct rowset *rows =
        store_read(job->store, STR("网站"), false, &job->arena, &job->diags);
    struct strbuf sb = {0};
    struct str text;

    for (size_t i = 0; i < rows->n_rows * rows->n_columns; i++) {
        struct value value = rows->cells[i];
        bool is_first = i % rows->n_columns == 0;

        strbuf_add_cstr(&sb, is_first ? "[" : "");
        if (value.kind != VALUE_NULL) {
            strbuf_add_cstr(&sb, is_first ? "" : " ");
            strbuf_add(&sb, value_str(value));
        }
        strbuf_add_cstr(&sb, (i + 1) % rows->n_columns ? "" : "]");
    }
    text = arena_str(&job->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return text;
}

/* Findings of at least a severity, one a line. */
static struct str
findings(struct job *job, enum severity severity)
{
    struct strbuf sb = {0};
    struct str text;

    for (size_t i = 0; i < job->diags.n_items; i++) {
        if (job->diags.items[i].severity >= severity) {
            strbuf_add_cstr(&sb, sb.len ? "\n" : "");
            diag_format(&sb, &job->diags.items[i]);
        }
    }
    text = arena_str(&job->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return text;
}

static void
reads_tables_as_offices_write_them(void **state)
{
    static const struct {
        const char *name, *text, *rows, *findings;
    } cases[] = {
        {"titles above, columns in any order",
         "检查情况表\n\n填表单位：市政府办|||\n得 分|标识\\码|单位名称\n"
         "#98.5|3415000001|市甲局\n#100|3415000002|临江市乙局",
         "[临江市甲局 3415000001 98.5][临江市乙局 3415000002 100]", ""},
        {"a head with its brackets in another form",
         "单位|标识码|检查得分(分)\n市甲局|3415000001|#1",
         "[临江市甲局 3415000001 1]", ""},
        {"序号 needs no column, others are told",
         "序号|单位|标识码|得分|等  第\n#1|市甲局|3415000001|#1|优",
         "[临江市甲局 3415000001 1]",
         "q.xlsx!表!E1: warning: the column “等  第” is not known and is not "
         "read; the nearest known head is “等次”"},
        {"blank rows, remarks and totals are no rows",
         "单位|标识码|得分\n市甲局|3415000001|#1\n\n 　|||\n"
         "市乙局|3415000002|#2\n合 计||#3\n"
         "检查采样数据截至2021年11月8日。|",
         "[临江市甲局 3415000001 1][临江市乙局 3415000002 2]", ""},
        {"a unit alone at the end is a row",
         "单位|标识码|得分\n市甲局|3415000001|#1\n市乙局",
         "[临江市甲局 3415000001 1][临江市乙局]", ""},
        {"a row begun at the end is told",
         "单位|标识码|得分\n市甲局|3415000001|#1\n市丁局",
         "[临江市甲局 3415000001 1]",
         "q.xlsx!表!A3: warning: only “市丁局” is filled in here; the row is "
         "passed over; fill in the row, or remove it"},
        {"a row begun in the middle is a row",
         "单位|标识码|得分\n市乙局||\n市甲局|3415000001|#1",
         "[临江市乙局][临江市甲局 3415000001 1]", ""},
        {"subtotals and a total",
         "单位|标识码|得分\n市甲局|3415000001|#1\n小计||#1\n"
         "市乙局|3415000002|#2\n市丙局|3415000003|#0.5\n小计||#2.5\n"
         "合计||#3.5",
         "[临江市甲局 3415000001 1][临江市乙局 3415000002 2][临江市丙局 "
         "3415000003 0.5]",
         ""},
        {"a total that does not add up",
         "单位|标识码|得分\n市甲局|3415000001|#1.1\n市乙局|3415000002|#2\n"
         "合计|2家|3分",
         "[临江市甲局 3415000001 1.1][临江市乙局 3415000002 2]",
         "q.xlsx!表!C4: error: the total of “得分” is given as 3分, but the "
         "rows add up to 3.1; correct the total, or the row that is wrong"},
        {"codes and addresses are mended",
         "单位|标识码|网址|得分\n市 甲\\局|３４１5 000001\\|http：//a. "
         "b.cn|#1\n市乙局|BM12|无|#2",
         NULL,
         "q.xlsx!表!B3: error: “BM12” does not have the form of “标识码”; it "
         "should look like “3415000001”"},
        {"figures with what stands around them",
         "单位|标识码|得分\n市甲局|3415000001|98.50分\n"
         "市乙局|3415000002|１００\n市丙局|3415000003| 1e2 ",
         "[临江市甲局 3415000001 98.5][临江市乙局 3415000002 100][临江市丙局 "
         "3415000003 100]",
         ""},
        {"words that mean empty", "单位|标识码|得分\n市甲局|无| / \n市乙局||",
         "[临江市甲局][临江市乙局]", ""},
        {"dates in all forms",
         "单位|标识码|得分|日期|答复时间\n"
         "市甲局|||@2021-11-04|@2021-11-04T09:05:00\n"
         "市乙局|||2021年11月5日|11月5日 8:30\n"
         "市丙局|||#20211106|2021/11/6",
         "[临江市甲局 2021-11-04 2021-11-04 09:05][临江市乙局 2021-11-05 "
         "2021-11-05 08:30][临江市丙局 2021-11-06 2021-11-06]",
         ""},
        {"heads of groups over heads",
         "单位|标识码|得分|政务微博||政务微信|\n|||合格率|粉丝数|合格率|粉丝数"
         "\n市甲局|3415000001|#1|98%|1,234|#0.5|#7",
         "[临江市甲局 3415000001 1 98 1234]",
         "q.xlsx!表!F2: warning: the column “合格率” is not known and is not "
         "read\n"
         "q.xlsx!表!G2: warning: the column “粉丝数” is not known and is not "
         "read"},
        {"line breaks in running text",
         "单位|标识码|得分|存在问题\n市甲局|||更新\\不及时。\\链接 错误",
         "[临江市甲局 更新不及时。\n链接 错误]", ""},
        {"an empty cell takes what stands above",
         "类别|单位|标识码|得分\n县区|市甲局||#1\n|市乙局||#2\n"
         "部门|市丙局||#3",
         "[临江市甲局 1 县区][临江市乙局 2 县区][临江市丙局 3 部门]", ""},
        {"no row but the heads", "单位|标识码|得分", "",
         "q.xlsx!表!1: warning: there are no rows below the heads of "
         "“网站检查结果”"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct job job;

        print_message("%s\n", cases[i].name);
        open_job(&job, cases[i].text);
        if (strstr(cases[i].name, "groups")) {
            static struct grid_merge merges[] = {{0, 3, 0, 4}, {0, 5, 0, 6}};

            job.sheets[0].merges = merges;
            job.sheets[0].n_merges = 2;
        }
        load(&job);
        assert_string_equal(findings(&job, SEVERITY_WARNING).ptr,
                            cases[i].findings);
        if (cases[i].rows) {
            assert_string_equal(stored(&job).ptr, cases[i].rows);
        }
        close_job(&job);
    }
}

static void
says_where_and_what_and_what_to_do(void **state)
{
    static const struct {
        const char *row; /* 单位|标识码|网址|得分|等次|日期|合格率|粉丝数 */
        const char *message;
    } cases[] = {
        {"|3415000001||#1", "A3: error: “单位” is empty; fill it in"},
        {"市丁局|3415000001||#1",
         "A3: error: the unit “市丁局” is not in the roster; the nearest are "
         "“市甲局”, “市乙局”, “市丙局”; correct the name, or add it to the "
         "roster as a unit or an alias"},
        {"市甲局|34150||#1",
         "B3: error: “34150” does not have the form of “标识码”; it should "
         "look like “3415000099”"},
        {"市甲局|3415000099||#1",
         "B3: error: “3415000099” stands in B2 already; “标识码” must be "
         "different in every row"},
        {"市甲局|#3.415E+17||#1",
         "B3: error: “3.415E+17” was kept as a number, and its last digits "
         "are lost; format the column as text and type it again"},
        {"市甲局|3.415E+09||#1",
         "B3: error: “3.415E+09” was kept as a number, and its last digits "
         "are lost; format the column as text and type it again"},
        {"市甲局|||优",
         "D3: error: “优” is not a number, as “得分” must be; write figures, "
         "or “无” if there is none"},
        {"市甲局|||1,23",
         "D3: error: “1,23” is not a number, as “得分” must be; write "
         "figures, or “无” if there is none"},
        {"市甲局|||#-1",
         "D3: error: -1 is less than 0, the least “得分” may be; correct the "
         "figure"},
        {"市甲局|||#120.5",
         "D3: error: 120.5 is more than 120, the most “得分” may be; correct "
         "the figure"},
        {"市甲局|||#1|中",
         "E3: error: “中” is none of the choices of “等次”; write one of "
         "优, 良, 不合格"},
        {"市甲局|||#1||十一月",
         "F3: error: “十一月” is not a date, as “日期” must be; write it as "
         "2021-11-04 or 2021年11月4日"},
        {"市甲局|||#1||#445041",
         "F3: error: “445041” is not a date, as “日期” must be; write it as "
         "2021-11-04 or 2021年11月4日"},
        {"市甲局|||#1||2021-10-31",
         "F3: error: 2021-10-31 is before 2021-11-01, the first day “日期” "
         "may be; correct the date"},
        {"市甲局|||#1||2022年1月1日",
         "F3: error: 2022年1月1日 is after 2021-12-31, the last day “日期” "
         "may be; correct the date"},
        {"市甲局|||!#N/A",
         "D3: error: the cell shows the error #N/A; mend the formula, or "
         "type the value itself"},
        {"市甲局|||#1||||#1.5",
         "H3: error: “1.5” is not a whole number, as “粉丝数” must be"},
        {"市甲局|||#1||||1234567890123456",
         "H3: error: “1234567890123456” has more than 15 digits; a figure "
         "this long cannot be calculated with exactly"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct job job;
        struct str text;

        open_job(&job, "");
        text = arena_strf(&job.arena,
                          "单位|标识码|网址|得分|等次|日期|政务微博/"
                          "合格率|政务微博/粉丝数\n"
                          "市甲局|3415000099|http://a.cn|#1\n%s",
                          cases[i].row);
        job.sheets[0] = make_test_sheet("表", text.ptr, &job.arena);
        print_message("%s\n", cases[i].row);
        assert_false(load(&job));
        assert_string_equal(
            findings(&job, SEVERITY_NOTE).ptr,
            arena_strf(&job.arena, "q.xlsx!表!%s", cases[i].message).ptr);
        assert_string_equal(stored(&job).ptr,
                            "[临江市甲局 3415000099 http://a.cn 1]");
        close_job(&job);
    }
}

static void
places_in_text_files_are_lines(void **state)
{
    struct job job;

    (void)state;
    open_job(&job, "");
    job.sheets[0] = make_test_sheet(NULL,
                                    "单位|标识码|得分\n"
                                    "市甲局|3415000001|1\n"
                                    "市乙局|3415000001|2",
                                    &job.arena);
    job.grid.path = "q.csv";
    assert_false(load(&job));
    assert_string_equal(
        findings(&job, SEVERITY_NOTE).ptr,
        "q.csv:3:2: error: “3415000001” stands in line 2 already; “标识码” "
        "must be different in every row");
    close_job(&job);
}

static void
repairs_are_notes(void **state)
{
    struct job job;

    (void)state;
    open_job(&job, "单位|标识码|网址|得分\n"
                   "市甲局|３４１5 000001|http://a. b.cn|98分");
    assert_true(load(&job));
    assert_string_equal(
        findings(&job, SEVERITY_NOTE).ptr,
        "q.xlsx!表!B2: note: “３４１5 000001” is read as “3415000001”\n"
        "q.xlsx!表!C2: note: “http://a. b.cn” is read as “http://a.b.cn”\n"
        "q.xlsx!表!D2: note: “98分” is read as “98”");
    assert_string_equal(stored(&job).ptr,
                        "[临江市甲局 3415000001 http://a.b.cn 98]");
    close_job(&job);
}

static void
tells_of_what_a_reader_might_not_expect(void **state)
{
    static const struct {
        const char *name, *text, *rows, *findings; /* without "q.xlsx!表!" */
    } cases[] = {
        {"numbers of rows that run on",
         "序号|单位|标识码|得分\n#1|市甲局||\n"
         "#2|市乙局||",
         "[临江市甲局][临江市乙局]", ""},
        {"a gap in the numbers of rows",
         "序号|单位|标识码|得分\n#1|市甲局||\n#3|市乙局||\n#4|市丙局||",
         "[临江市甲局][临江市乙局][临江市丙局]",
         "A3: note: the numbers of the rows go from 1 to 3 here; see whether "
         "rows are missing"},
        {"a number of a row that stands twice",
         "序号|单位|标识码|得分\n1|市甲局||\n1|市乙局||",
         "[临江市甲局][临江市乙局]",
         "A3: note: the numbers of the rows go from 1 to 1 here; see whether "
         "rows are missing"},
        {"numbers that begin again, or lack",
         "序号|单位|标识码|得分\n#1|市甲局||#5\n#1|市乙局||#6\n|市丙局||#7",
         "[临江市甲局 5][临江市乙局 6][临江市丙局 7]",
         "A3: note: the numbers of the rows go from 1 to 1 here; see whether "
         "rows are missing"},
        {"numbers that begin again in a group",
         "序号|单位|标识码|得分\n#1|市甲局||#5\n#2|市乙局||#6\n"
         "#1|市丙局||#7",
         "[临江市甲局 5][临江市乙局 6][临江市丙局 7]", ""},
        {"a total whose word is not the first cell",
         "序号|单位|标识码|得分\n#1|市甲局||#1\n#2|市乙局||#2\n"
         "#3|合计||#3",
         "[临江市甲局 1][临江市乙局 2]", ""},
        {"who filled in the table",
         "单位|标识码|得分\n市甲局|3415000001|#1\n注：截至11月8日\n"
         "填表人：某某||审核人：某某",
         "[临江市甲局 3415000001 1]",
         "A3: note: “注：截至11月8日” is taken for a remark and passed "
         "over\nA4: note: “填表人：某某” is taken for a remark and passed "
         "over"},
        {"a day as its serial number",
         "单位|标识码|得分|日期\n市甲局|||#44504\n市乙局|||44505",
         "[临江市甲局 2021-11-04][临江市乙局 2021-11-05]",
         "D2: note: “44504” is read as “2021-11-04”\n"
         "D3: note: “44505” is read as “2021-11-05”"},
        {"an apostrophe that kept a code text",
         "单位|标识码|得分\n市甲局|'3415000001|\n市乙局|‘3415000002|",
         "[临江市甲局 3415000001][临江市乙局 3415000002]",
         "B2: note: “'3415000001” is read as “3415000001”\n"
         "B3: note: “‘3415000002” is read as “3415000002”"},
        {"a code with a character no document can hold",
         "单位|标识码|得分\n市甲局|34150\x01"
         "00001|#1\n市乙局||#2",
         "[临江市乙局 2]",
         "B2: error: “34150<U+0001>00001” holds the character U+0001, which no "
         "document can hold; type it again"},
        {"running text with such a character",
         "单位|标识码|得分|存在问题\n市甲局|||不\x01更新\xef\xbf\xbf\n"
         "市乙局|||\x02",
         "[临江市甲局 不更新][临江市乙局]",
         "D2: note: “不<U+0001>更新<U+FFFF>” is read as “不更新”\n"
         "D3: note: “<U+0002>” is read as “”"},
        {"shares and hundreds in one column",
         "单位|标识码|得分|政务微博/合格率\n市甲局|||98\n市乙局|||#0.5\n"
         "市丙局|||#1",
         "[临江市甲局 98][临江市乙局 50][临江市丙局 100]",
         "D3: warning: “0.5” is read as 50%, though other cells of “合格率” "
         "give hundredths without a sign; write all of them with %"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf wanted = {0};
        struct str rest;
        struct job job;

        print_message("%s\n", cases[i].name);
        open_job(&job, cases[i].text);
        load(&job);
        rest = str_from(cases[i].findings);
        while (rest.len && rest.ptr) {
            struct str line = str_split(&rest, STR("\n"));

            strbuf_addf(&wanted, "%sq.xlsx!表!%.*s", wanted.len ? "\n" : "",
                        STR_ARG(line));
        }
        assert_string_equal(findings(&job, SEVERITY_NOTE).ptr,
                            wanted.ptr ? wanted.ptr : "");
        assert_string_equal(stored(&job).ptr, cases[i].rows);
        strbuf_clear(&wanted);
        close_job(&job);
    }
}

static void
reads_percentages_in_every_form(void **state)
{
    static const struct {
        const char *text, *percent;
    } cases[] = {{"98%", "98"},        {"９８．５％", "98.5"},
                 {"#0.98", "98"},      {"98", "98"},
                 {"#1", "100"},        {"0.5%", "0.5"},
                 {"#0.9478", "94.78"}, {"0", "0"}};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct job job;
        struct str text;

        open_job(&job, "");
        text = arena_strf(&job.arena,
                          "单位|标识码|得分|政务微博/合格率\n市甲局|||%s",
                          cases[i].text);
        job.sheets[0] = make_test_sheet("表", text.ptr, &job.arena);
        assert_true(load(&job));
        assert_string_equal(
            stored(&job).ptr,
            arena_strf(&job.arena, "[临江市甲局 %s]", cases[i].percent).ptr);
        close_job(&job);
    }
}

static void
a_merged_range_holds_its_value_in_every_row(void **state)
{
    static struct grid_merge merges[] = {
        {0, 0, 0, 3}, {2, 0, 3, 0}, {3, 3, 4, 3}, {5, 0, 5, 3}};
    struct job job;

    (void)state;
    open_job(&job, "检查情况表\n单位|标识码|得分|等次\n"
                   "市甲局|3415000001|#1|优\n|3415000002|#2|良\n"
                   "市乙局|3415000003\n以下为复查\n市丙局|3415000004");
    job.sheets[0].merges = merges;
    job.sheets[0].n_merges = 4;
    assert_true(load(&job));
    assert_string_equal(stored(&job).ptr,
                        "[临江市甲局 3415000001 1 优][临江市甲局 3415000002 2 "
                        "良][临江市乙局 3415000003 良][临江市丙局 "
                        "3415000004]");
    assert_string_equal(findings(&job, SEVERITY_NOTE).ptr,
                        "q.xlsx!表!A6: note: “以下为复查” is taken for a "
                        "remark and passed over");
    close_job(&job);
}

static void
hidden_rows_count(void **state)
{
    struct job job;

    (void)state;
    open_job(&job, "单位|标识码|得分\n市甲局||#1\n市乙局||#2");
    job.sheets[0].rows[2].is_hidden = true;
    assert_true(load(&job));
    assert_string_equal(stored(&job).ptr, "[临江市甲局 1][临江市乙局 2]");
    assert_string_equal(findings(&job, SEVERITY_NOTE).ptr,
                        "q.xlsx!表!3: note: hidden rows are read like the "
                        "others: 1, this is the first");
    close_job(&job);
}

static void
hidden_columns_count(void **state)
{
    static uint32_t hidden[] = {2, 7};
    struct job job;

    (void)state;
    open_job(&job, "单位|标识码|得分\n市甲局||#1");
    job.sheets[0].hidden_cols = hidden;
    job.sheets[0].n_hidden_cols = 2;
    assert_true(load(&job));
    assert_string_equal(stored(&job).ptr, "[临江市甲局 1]");
    assert_string_equal(findings(&job, SEVERITY_NOTE).ptr,
                        "q.xlsx!表!C1: note: the column “得分” is hidden and "
                        "is read like the others");
    close_job(&job);
}

static void
a_missing_column_is_told_with_everything_else(void **state)
{
    struct job job;

    (void)state;
    open_job(&job, "单位名称|标识吗|得分\n市丁丁|3415000001|#1");
    assert_false(load(&job));
    assert_string_equal(
        findings(&job, SEVERITY_NOTE).ptr,
        "q.xlsx!表!1: error: the column “标识码” is missing; if it is the "
        "column “标识吗”, give that the head “标识码”\n"
        "q.xlsx!表!B1: warning: the column “标识吗” is not known and is not "
        "read; the nearest known head is “标识码”\n"
        "q.xlsx!表!A2: error: the unit “市丁丁” is not in the roster; the "
        "nearest are “市甲局”, “市乙局”, “市丙局”; correct the name, or add "
        "it to the roster as a unit or an alias");
    assert_string_equal(stored(&job).ptr, "");
    close_job(&job);
}

static void
finds_the_sheet_with_the_columns(void **state)
{
    struct schema named = schema;
    struct job job;

    (void)state;
    open_job(&job, "说明\n请按时报送");
    job.sheets[1] =
        make_test_sheet("第二张", "单位|标识码|得分\n市甲局||#1", &job.arena);
    job.grid.n_sheets = 2;
    assert_true(load(&job));
    assert_string_equal(stored(&job).ptr, "[临江市甲局 1]");
    close_job(&job);

    open_job(&job, "说明\n请按时报送");
    assert_false(load(&job));
    assert_string_equal(findings(&job, SEVERITY_NOTE).ptr,
                        "q.xlsx!表: error: no row names the columns of "
                        "“网站检查结果”; a row above the data must have the "
                        "heads 单位名称, 标识码, 得分");
    close_job(&job);

    open_job(&job, "说明\n请按时报送");
    named.sheet = STR("网站");
    assert_false(table_load(&named, &job.grid, &job.context, job.store,
                            &job.arena, &job.diags));
    assert_string_equal(findings(&job, SEVERITY_NOTE).ptr,
                        "q.xlsx: error: there is no sheet “网站”; the file "
                        "has the sheets “表”");
    close_job(&job);
}

static void
a_missing_column_without_a_likeness_names_the_heads(void **state)
{
    struct job job;

    (void)state;
    open_job(&job, "单位名称|得分\n市甲局|#1");
    assert_false(load(&job));
    assert_string_equal(findings(&job, SEVERITY_NOTE).ptr,
                        "q.xlsx!表!1: error: the column “标识码” is missing; "
                        "add it; the heads there are: 单位名称, 得分");
    close_job(&job);
}

static void
a_second_sheet_that_fits_is_told(void **state)
{
    struct job job;

    (void)state;
    open_job(&job, "单位|标识码|得分\n市甲局||#1");
    job.sheets[1] =
        make_test_sheet("第二张", "单位|标识码|得分\n市乙局||#2", &job.arena);
    job.grid.n_sheets = 2;
    assert_true(load(&job));
    assert_string_equal(stored(&job).ptr, "[临江市甲局 1]");
    assert_string_equal(
        findings(&job, SEVERITY_NOTE).ptr,
        "q.xlsx!第二张: warning: this sheet has the heads of “网站检查结果”, "
        "too, and is not read: the sheet “表” is; put all rows into one "
        "sheet, or delete or hide the one that is not meant");
    close_job(&job);

    open_job(&job, "单位|标识码|得分\n市甲局||#1");
    job.sheets[1] =
        make_test_sheet("旧", "单位|标识码|得分\n市乙局||#2", &job.arena);
    job.sheets[1].state = SHEET_HIDDEN;
    job.sheets[2] = make_test_sheet(
        "说明", "列|单位|标识码|得分\n怎么填|全称|十位|数", &job.arena);
    job.sheets[3] = make_test_sheet("半", "单位|得分\n市乙局|#2", &job.arena);
    job.grid.n_sheets = 4;
    assert_true(load(&job));
    assert_string_equal(findings(&job, SEVERITY_NOTE).ptr, "");
    close_job(&job);
}

static void
a_table_on_a_hidden_sheet_only_is_told(void **state)
{
    struct job job;

    (void)state;
    open_job(&job, "说明\n请按时报送");
    job.sheets[1] =
        make_test_sheet("数据", "单位|标识码|得分\n市乙局||#2", &job.arena);
    job.sheets[1].state = SHEET_HIDDEN;
    job.grid.n_sheets = 2;
    assert_false(load(&job));
    assert_string_equal(findings(&job, SEVERITY_NOTE).ptr,
                        "q.xlsx!数据: error: only this sheet has the heads of "
                        "“网站检查结果”, and it is hidden; unhide it in WPS or "
                        "Excel and save the file");
    close_job(&job);
}

static void
a_day_without_a_year_is_a_note(void **state)
{
    struct job job;

    (void)state;
    open_job(&job, "单位|标识码|得分|日期\n市甲局||#1|11月5日\n"
                   "市乙局||#2|2021年11月5日");
    assert_true(load(&job));
    assert_string_equal(
        findings(&job, SEVERITY_NOTE).ptr,
        "q.xlsx!表!D2: note: “11月5日” is read as “2021-11-05”");
    close_job(&job);
}

static void
cells_without_a_head_are_told_once(void **state)
{
    struct job job;

    (void)state;
    open_job(&job, "单位|标识码||得分\n市甲局||催报|#1\n"
                   "市乙局|||#2|已核||\n合计|||#3|共3");
    assert_true(load(&job));
    assert_string_equal(findings(&job, SEVERITY_NOTE).ptr,
                        "q.xlsx!表!C2: note: cells without a head above them "
                        "are not read: 2, this is the first, “催报”");
    close_job(&job);
}

static void
a_head_that_stands_twice_is_an_error(void **state)
{
    struct job job;

    (void)state;
    open_job(&job, "单位|标识码|得分|得分\n市甲局||#1|#2");
    assert_false(load(&job));
    assert_string_equal(findings(&job, SEVERITY_NOTE).ptr,
                        "q.xlsx!表!D1: error: the head “得分” stands in C1 "
                        "already; remove or rename one of the columns");
    close_job(&job);
}

static void
a_stored_row_leads_back_to_its_cell(void **state)
{
    struct location at = {.path = "q.xlsx", .sheet = "表", .row = 3};
    struct strbuf sb = {0};
    struct job job;

    (void)state;
    open_job(&job, "\n单位|标识码|得分\n市甲局||#1");
    assert_true(load(&job));
    location_format(&sb, store_locate(job.store, at, STR("得分")));
    assert_string_equal(sb.ptr, "q.xlsx!表!C3");
    strbuf_clear(&sb);
    close_job(&job);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_tables_as_offices_write_them),
        cmocka_unit_test(says_where_and_what_and_what_to_do),
        cmocka_unit_test(places_in_text_files_are_lines),
        cmocka_unit_test(repairs_are_notes),
        cmocka_unit_test(tells_of_what_a_reader_might_not_expect),
        cmocka_unit_test(reads_percentages_in_every_form),
        cmocka_unit_test(a_merged_range_holds_its_value_in_every_row),
        cmocka_unit_test(hidden_rows_count),
        cmocka_unit_test(hidden_columns_count),
        cmocka_unit_test(a_missing_column_is_told_with_everything_else),
        cmocka_unit_test(finds_the_sheet_with_the_columns),
        cmocka_unit_test(a_missing_column_without_a_likeness_names_the_heads),
        cmocka_unit_test(a_second_sheet_that_fits_is_told),
        cmocka_unit_test(a_table_on_a_hidden_sheet_only_is_told),
        cmocka_unit_test(a_day_without_a_year_is_a_note),
        cmocka_unit_test(cells_without_a_head_are_told_once),
        cmocka_unit_test(a_head_that_stands_twice_is_an_error),
        cmocka_unit_test(a_stored_row_leads_back_to_its_cell),
    };

    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
