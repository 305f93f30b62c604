#include "gen/model/table.h"

#include "tests/unit/table_grid.h"
#include "tests/unit/unit.h"

#define WORD(text)                                                             \
    {                                                                          \
        text, sizeof(text) - 1                                                 \
    }
#define HEADS(member) .headers = &member, .n_headers = 1

static struct str period_head = WORD("期别");
static struct str start_head = WORD("检查开始");
static struct str end_head = WORD("检查结束");
static struct str count_head = WORD("备案账号数");
static struct str office_head = WORD("发文单位");

static struct column columns[] = {
    {.name = WORD("期别"),
     HEADS(period_head),
     .type = COLUMN_PERIOD,
     .is_required = true},
    {.name = WORD("检查开始"),
     HEADS(start_head),
     .type = COLUMN_DATE,
     .is_required = true},
    {.name = WORD("检查结束"),
     HEADS(end_head),
     .type = COLUMN_DATE,
     .from = WORD("检查开始")},
    {.name = WORD("备案账号数"), HEADS(count_head), .type = COLUMN_INTEGER},
    {.name = WORD("发文单位"),
     HEADS(office_head),
     .fallback = WORD("市政府办"),
     .has_fallback = true},
};
static const struct schema schema = {.name = WORD("期次"),
                                     .title = WORD("期次"),
                                     .columns = columns,
                                     .n_columns = N_ITEMS(columns)};

struct job {
    struct store *store;
    struct grid grid;
    struct grid_sheet sheet;
    struct record record;
    struct arena arena;
    struct diags diags;
    bool ok;
    struct arena grid_arena; /* gone once the settings are read */
};

static void
load(struct job *job, const char *text)
{
    memset(job, 0, sizeof *job);
    job->store = store_new(NULL);
    assert_true(store_create(job->store, &schema, &job->diags));
    job->sheet = make_test_sheet("期", text, &job->grid_arena);
    job->grid =
        (struct grid){.path = "p.xlsx", .sheets = &job->sheet, .n_sheets = 1};
    job->ok = table_load_settings(&schema, &job->grid, job->store, &job->record,
                                  &job->arena, &job->diags);
    arena_clear(&job->grid_arena);
}

static void
close_job(struct job *job)
{
    store_free(job->store);
    arena_clear(&job->arena);
    diags_clear(&job->diags);
}

static const char *
setting(struct job *job, const char *name)
{
    for (size_t i = 0; i < job->record.n_values; i++) {
        if (str_is(job->record.names[i], name)) {
            return arena_cstr(&job->arena, value_str(job->record.values[i]));
        }
    }
    return "none";
}

static void
reads_names_and_values(void **state)
{
    static const char *const forms[] = {
        "季度检查设置\n项目|内容|说明\n期别|2021年第四季度|必填\n"
        "检查开始|@2021-11-04\n检查结束|2021年11月10日\n备案账号数|268个",
        "序号|项目|内容\n#1|期 别：|2021Q4\n#2|检查开始：|2021/11/4\n"
        "#3|检查结束|#20211110\n#4|备案账号数|#268",
        "期别|2021年4季度|检查开始|@2021-11-04\n"
        "检查结束|@2021-11-10|备案账号数|#268",
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(forms); i++) {
        struct location at = {.path = "p.xlsx", .sheet = "期", .row = 1};
        const struct rowset *rows;
        struct strbuf sb = {0};
        struct job job;

        load(&job, forms[i]);
        diags_print(&job.diags, stdout, false);
        assert_true(job.ok);
        assert_int_equal(job.diags.n_warnings, 0);
        assert_string_equal(setting(&job, "期别"), "2021年第四季度");
        assert_string_equal(setting(&job, "期别年"), "2021");
        assert_string_equal(setting(&job, "期别序"), "4");
        assert_string_equal(setting(&job, "期别起"), "2021-10-01");
        assert_string_equal(setting(&job, "期别止"), "2021-12-31");
        assert_string_equal(setting(&job, "期别上期"), "第三季度");
        assert_string_equal(setting(&job, "期别上期全称"), "2021年第三季度");
        assert_string_equal(setting(&job, "检查开始"), "2021-11-04");
        assert_string_equal(setting(&job, "检查结束"), "2021-11-10");
        assert_string_equal(setting(&job, "备案账号数"), "268");
        assert_string_equal(setting(&job, "发文单位"), "市政府办");
        rows =
            store_read(job.store, STR("期次"), false, &job.arena, &job.diags);
        assert_int_equal(rows->n_rows, 1);
        assert_int_equal(rows->n_columns, 12);
        location_format(&sb, store_locate(job.store, at, STR("备案账号数")));
        assert_string_equal(sb.ptr, i == 0   ? "p.xlsx!期!B6"
                                    : i == 1 ? "p.xlsx!期!C5"
                                             : "p.xlsx!期!D2");
        strbuf_clear(&sb);
        close_job(&job);
    }
}

static void
tells_every_fault(void **state)
{
    static const struct {
        const char *text, *message;
        size_t n;
    } cases[] = {
        {"检查开始|@2021-11-04",
         "p.xlsx: error: the setting “期别” is missing; add a row with "
         "“期别” and, in the next cell, its value",
         1},
        {"期别|\n检查开始|@2021-11-04",
         "p.xlsx!期!B1: error: “期别” is empty; fill it in", 1},
        {"期别|四季度\n检查开始|@2021-11-04",
         "p.xlsx!期!B1: error: “四季度” is not a period; write it as "
         "2021年第四季度, 2021年5月 or 2021年第3次",
         1},
        {"期别|2021Q4\n检查开始|11月4日",
         "p.xlsx!期!B2: error: “11月4日” is not a date, as “检查开始” must "
         "be; write it as 2021-11-04 or 2021年11月4日",
         1},
        {"期别|2021Q4\n检查开始|@2021-11-04\n检查开始|@2021-11-05",
         "p.xlsx!期!B3: error: “检查开始” is given in B2 already; remove one "
         "of them",
         1},
        {"期别|2021Q4\n检查开始|@2021-11-04\n检查结束|@2021-11-01",
         "p.xlsx!期!B3: error: 2021-11-01 is before 2021-11-04, the first "
         "day “检查结束” may be; correct the date",
         1},
        {"期别|2021Q4\n检查开始|@2021-11-04\n检察结束|@2021-11-01",
         "p.xlsx!期!A3: warning: the setting “检察结束” is not known and is "
         "not read; the nearest known name is “检查结束”",
         0},
        {"期别|Q4\n检查开始|明天\n备案账号数|多",
         "p.xlsx!期!B1: error: “Q4” is not a period; write it as "
         "2021年第四季度, 2021年5月 or 2021年第3次",
         3},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf sb = {0};
        struct job job;

        load(&job, cases[i].text);
        print_message("%s\n", cases[i].message);
        assert_int_equal(job.diags.n_errors, cases[i].n);
        assert_int_equal(job.ok, cases[i].n == 0);
        diag_format(&sb, &job.diags.items[0]);
        assert_string_equal(sb.ptr, cases[i].message);
        strbuf_clear(&sb);
        close_job(&job);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_names_and_values),
        cmocka_unit_test(tells_every_fault),
    };

    return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
