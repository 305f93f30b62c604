#include "gen/model/store.h"

#include <stdio.h>
#include <sqlite3.h>

#include "tests/unit/unit.h"

struct job {
    struct store *store;
    struct arena arena;
    struct diags diags;
};

static struct column columns[] = {
    {.name = {"单位", 6}},
    {.name = {"得分", 6}, .type = COLUMN_NUMBER},
    {.name = {"提问数", 9}, .type = COLUMN_INTEGER},
    {.name = {"提问", 6}, .type = COLUMN_DATE},
};
static struct schema sites = {
    .name = {"网站", 6}, .columns = columns, .n_columns = 4};
static struct column setting_columns[] = {{.name = {"期号", 6}}};
static struct schema settings = {
    .name = {"期次", 6}, .columns = setting_columns, .n_columns = 1};

static void
open_job(struct job *job)
{
    static const struct str names[] = {{"全称", 6}, {"序号", 6}};
    struct value unit[] = {value_text(STR("甲市乙局")),
                           value_number_text(STR("1"))};
    struct value period[] = {value_text(STR("2021年第四季度"))};
    struct location at = {.path = "单位名录.csv", .row = 2};

    *job = (struct job){.store = store_new(NULL)};
    assert_true(store_create(job->store, &settings, &job->diags));
    assert_true(store_create(job->store, &sites, &job->diags));
    assert_true(
        store_create_table(job->store, STR("单位名录"), names, 2, &job->diags));
    assert_true(
        store_insert(job->store, STR("单位名录"), unit, 2, at, &job->diags));
    assert_true(
        store_insert(job->store, STR("期次"), period, 1, at, &job->diags));
}

static void
close_job(struct job *job)
{
    store_free(job->store);
    arena_clear(&job->arena);
    diags_clear(&job->diags);
}

static void
add_site(struct job *job, const char *unit, const char *score, uint32_t row)
{
    struct value values[] = {
        value_text(str_from(unit)),
        score ? value_number_text(str_from(score)) : value_null(),
        value_number_text(STR("3")), value_text(STR("2021-11-04"))};
    struct location at = {.path = "网站.xlsx", .sheet = "Sheet1", .row = row};

    assert_true(
        store_insert(job->store, STR("网站"), values, 4, at, &job->diags));
}

static const struct rowset *
read_view(struct job *job, const char *name)
{
    return store_read(job->store, str_from(name), false, &job->arena,
                      &job->diags);
}

static void
figures_are_exact(void **state)
{
    static const struct {
        const char *query;
        const char *result; /* NULL: SQL's */
    } cases[] = {
        {"sum(得分) FROM 网站", "0.6"},
        {"sum(提问数) FROM 网站", "9"},
        {"sum(提问数) / 2 FROM 网站", "4"},
        {"typeof(sum(得分)) FROM 网站", "real"},
        {"sum(得分 * 10) / 4 FROM 网站", "1.5"},
        {"sum(得分) = 0.6 FROM 网站", "1"},
        {"total(得分) FROM 网站", "0.6"},
        {"avg(得分) FROM 网站", "0.2"},
        {"avg(得分, 0) FROM 网站", "0"},
        {"avg(提问数) FROM 网站", "3"},
        {"sum(得分) FROM 网站 WHERE 0", NULL},
        {"total(得分) FROM 网站 WHERE 0", "0"},
        {"avg(得分, 2) FROM 网站 WHERE 0", NULL},
        {"avg(x, 2) FROM (SELECT 2.67 AS x UNION SELECT 2.68)", "2.68"},
        {"avg(x, 2) FROM (SELECT 636.7 AS x UNION ALL SELECT 0 UNION ALL "
         "SELECT 0 UNION ALL SELECT 0 UNION ALL SELECT 0 UNION ALL SELECT 0 "
         "UNION ALL SELECT 0)",
         "90.96"},
        {"round(2.675, 2)", "2.68"},
        {"round(1.005, 2)", "1.01"},
        {"round(-2.5)", "-3"},
        {"round(NULL, 2)", NULL},
        {"round('104.30', 1)", "104.3"},
        {"sum('1.1')", "1.1"},
        {"sum('')", NULL},
        {"days('2021-11-04', '2021-11-10 09:05')", "6"},
        {"days('2021-11-04', '')", NULL},
        {"hanzi(11)", "十一"},
        {"hanzi(105)", "一百零五"},
        {"hanzi(20010)", "二万零一十"},
        {"group_concat(s, ' ') FROM (SELECT sum(得分) OVER (ORDER BY 得分 "
         "ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s FROM 网站)",
         "0.1 0.3 0.5"},
        {"0.1 + 0.2", "0.3"},
        {"1e15 / 1", "1000000000000000"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct job job;
        struct str sql;
        const struct rowset *rows;

        open_job(&job);
        sql = arena_strf(&job.arena, "CREATE VIEW v AS SELECT %s",
                         cases[i].query);
        print_message("%s\n", cases[i].query);
        assert_true(
            store_define_views(job.store, sql, "views.sql", &job.diags));
        add_site(&job, "乙局", "0.2", 3);
        add_site(&job, "甲局", "0.1", 4);
        add_site(&job, "丙局", "0.3", 5);
        store_seal(job.store);
        rows = read_view(&job, "v");
        assert_non_null(rows);
        if (cases[i].result) {
            assert_string_equal(
                arena_cstr(&job.arena, value_str(rows->cells[0])),
                cases[i].result);
        } else {
            assert_int_equal(rows->cells[0].kind, VALUE_NULL);
        }
        close_job(&job);
    }
}

static void
rows_know_where_they_came_from(void **state)
{
    struct job job;
    const struct rowset *rows;

    (void)state;
    open_job(&job);
    assert_true(store_define_views(
        job.store,
        STR("CREATE VIEW 倒序 AS SELECT 单位, _file, _sheet, _row FROM 网站 "
            "ORDER BY 得分 DESC;"),
        "views.sql", &job.diags));
    add_site(&job, "乙局", "99.5", 3);
    add_site(&job, "甲局", "100", 4);
    add_site(&job, "丙局", NULL, 7);
    store_seal(job.store);
    rows = read_view(&job, "网站");
    assert_int_equal(rows->n_columns, 4);
    assert_int_equal(rows->n_rows, 3);
    assert_true(str_is(value_str(rows->cells[0]), "乙局"));
    assert_true(str_is(value_str(rows->cells[1]), "99.5"));
    assert_int_equal(rows->cells[5].kind, VALUE_NUMBER);
    assert_true(str_is(value_str(rows->cells[5]), "100"));
    assert_int_equal(rows->cells[9].kind, VALUE_NULL);
    rows = store_read(job.store, STR("倒序"), true, &job.arena, &job.diags);
    assert_int_equal(rows->n_columns, 4);
    assert_true(str_is(value_str(rows->cells[0]), "甲局"));
    assert_true(str_is(value_str(rows->cells[1]), "网站.xlsx"));
    assert_true(str_is(value_str(rows->cells[2]), "Sheet1"));
    assert_true(str_is(value_str(rows->cells[3]), "4"));
    assert_null(read_view(&job, "没有"));
    assert_int_equal(job.diags.n_items, 0);
    assert_int_equal(store_n_names(job.store), 4);
    assert_true(str_is(store_name(job.store, 3), "倒序"));
    close_job(&job);
}

static void
one_row_by_definition_is_a_record(void **state)
{
    static const struct {
        const char *query;
        bool is_record;
    } cases[] = {
        {"SELECT count(*) AS 数 FROM 网站", true},
        {"SELECT 期号 FROM 期次", true},
        {"SELECT sum(提问数) AS 数 FROM 网站 GROUP BY 单位", false},
        {"SELECT 单位 FROM 网站", false},
        {"SELECT 单位 FROM 网站 LIMIT 1", false},
        {"SELECT 全称 FROM 单位名录", false},
        {"SELECT 期号, (SELECT count(*) FROM 网站) AS 数 FROM 期次", true},
        {"SELECT * FROM w", true},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct job job;
        struct str sql;

        open_job(&job);
        sql = arena_strf(&job.arena,
                         "CREATE VIEW v AS %s;\n"
                         "CREATE VIEW w AS SELECT max(得分) AS 最高 FROM "
                         "网站;",
                         cases[i].query);
        print_message("%s\n", cases[i].query);
        assert_true(
            store_define_views(job.store, sql, "views.sql", &job.diags));
        add_site(&job, "乙局", "99.5", 3);
        assert_int_equal(read_view(&job, "v")->is_record, cases[i].is_record);
        assert_true(read_view(&job, "期次")->is_record);
        assert_false(read_view(&job, "网站")->is_record);
        assert_int_equal(read_view(&job, "单位名录")->n_rows, 1);
        close_job(&job);
    }
}

static void
faults_in_sql_name_their_line(void **state)
{
    static const struct {
        const char *name, *sql, *first;
        size_t n;
    } cases[] = {
        {"an unknown column",
         "-- views;\nCREATE VIEW v AS\nSELECT 单位,\n 得份 FROM 网站;",
         "views.sql:4: v: error: there is no column “得份”; the nearest name "
         "is “得分”",
         1},
        {"an unknown table", "\nCREATE VIEW v AS SELECT 1\nFROM 网占",
         "views.sql:3: v: error: there is no table or view “网占”; the "
         "nearest name is “网站”",
         1},
        {"an unknown column of a view, told once",
         "CREATE VIEW v AS SELECT 无 FROM w;\n"
         "CREATE VIEW w AS SELECT 没有 FROM 网站",
         "views.sql:2: w: error: there is no column “没有”", 1},
        {"two faults", "CREATE VIEW v AS SELECT 没有 FROM 网站;SELEC;",
         "views.sql:1: error: the statement cannot be understood at "
         "“SELEC”; look there and before it for a comma, bracket or "
         "semicolon that is missing or full-width",
         2},
        {"a syntax error", "CREATE VIEW v AS\nSELECT 单位\nFORM 网站;",
         "views.sql:3: error: the statement cannot be understood at "
         "“网站”; look there and before it for a comma, bracket or "
         "semicolon that is missing or full-width",
         1},
        {"full-width signs", "CREATE VIEW v AS SELECT 单位，得分 FROM 网站;",
         "views.sql:1: v: error: there is no column “单位，得分”; SQL's own "
         "signs are half-width: , ( ) ; = * '",
         1},
        {"an unknown function", "CREATE VIEW v AS SELECT 年(1) AS a",
         "views.sql:1: v: error: there is no function “年”", 1},
        {"a quoted name is no text", "CREATE VIEW v AS SELECT \"甲\" AS a",
         "views.sql:1: v: error: there is no column “甲”", 1},
        {"a view twice",
         "CREATE VIEW v AS SELECT 1;\nCREATE VIEW v AS SELECT 2;",
         "views.sql:2: error: there is a table or view “v” already; give "
         "one of them another name, or take the table out of bulletin.xml "
         "if it is computed",
         1},
        {"a fault while running",
         "CREATE VIEW v AS SELECT sum('八') AS a FROM 期次",
         "views.sql:1: v: error: SQL: “八” is not a number to calculate with",
         1},
        {"a circle",
         "CREATE VIEW v AS SELECT * FROM w;\nCREATE VIEW w AS SELECT * FROM "
         "v;",
         "views.sql:1: v: error: the view uses itself, perhaps through others",
         2},
        {"the clock", "CREATE VIEW v AS SELECT date('now') AS 今天",
         "views.sql:1: v: error: the query asks for the date of today; "
         "figures must not hang on the day they are computed; use a date of "
         "the settings",
         1},
        {"no end",
         "CREATE VIEW v AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT "
         "n + 1 FROM c) SELECT count(*) AS 数 FROM c",
         "views.sql:1: v: error: the query does not come to an end; look for "
         "a join without a condition (ON) or a recursion without a stop",
         1},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct job job;
        struct strbuf sb = {0};

        open_job(&job);
        store_limit_steps(job.store, 1000000);
        print_message("%s\n", cases[i].name);
        assert_false(store_define_views(job.store, str_from(cases[i].sql),
                                        "views.sql", &job.diags));
        diag_format(&sb, &job.diags.items[0]);
        assert_string_equal(sb.ptr, cases[i].first);
        assert_int_equal(job.diags.n_errors, cases[i].n);
        strbuf_clear(&sb);
        close_job(&job);
    }
}

static void
only_views_may_be_made(void **state)
{
    static const char *const cases[] = {
        "SELECT 1",
        "DROP TABLE 网站",
        "DELETE FROM 网站",
        "INSERT INTO 网站 DEFAULT VALUES",
        "UPDATE 网站 SET 得分 = 1",
        "CREATE TABLE t (a)",
        "CREATE TEMP VIEW v AS SELECT 1",
        "CREATE INDEX i ON 网站 (单位)",
        "CREATE TRIGGER t AFTER INSERT ON 网站 BEGIN SELECT 1; END",
        "ATTACH 'x.db' AS x",
        "PRAGMA query_only=OFF",
        "VACUUM",
        "COMMIT",
        "SAVEPOINT a",
        "CREATE VIRTUAL TABLE t USING fts5(a)",
        "INSERT INTO sqlite_master DEFAULT VALUES",
        "CREATE VIEW v AS SELECT random() AS a",
        "CREATE VIEW v AS SELECT CURRENT_DATE AS a",
        "CREATE VIEW v AS SELECT load_extension('x') AS a",
        "CREATE VIEW v AS SELECT * FROM pragma_table_info('网站')",
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct job job;

        open_job(&job);
        print_message("%s\n", cases[i]);
        assert_false(store_define_views(job.store, str_from(cases[i]),
                                        "views.sql", &job.diags));
        assert_true(job.diags.n_errors > 0);
        assert_false(job.diags.system_failed);
        close_job(&job);
    }
}

static void
refuses_what_a_double_cannot_keep(void **state)
{
    static const struct {
        const char *number;
        const char *kept; /* NULL: refused */
    } cases[] = {
        {"999999999999999", "999999999999999"},
        {"9999999999999999", NULL},
        {"-0.123456789012345", "-0.123456789012345"},
        {"12345678901.2345", "12345678901.2345"},
        {"0.1234567890123456", NULL},
        {"-49.5", "-49.5"},
        {"0", "0"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct job job;
        struct location at = {.path = "a.csv", .row = 2};
        struct value values[] = {value_text(STR("甲")),
                                 value_number_text(str_from(cases[i].number)),
                                 value_null(), value_null()};
        bool ok;

        open_job(&job);
        ok = store_insert(job.store, STR("网站"), values, 4, at, &job.diags);
        assert_int_equal(ok, cases[i].kept != NULL);
        if (ok) {
            assert_string_equal(
                arena_cstr(&job.arena,
                           value_str(read_view(&job, "网站")->cells[1])),
                cases[i].kept);
        }
        close_job(&job);
    }
}

static void
keeps_nothing_after_the_seal_but_a_copy(void **state)
{
    struct job job;
    sqlite3 *file;
    struct value period[] = {value_null()};

    (void)state;
    open_job(&job);
    assert_true(store_define_views(
        job.store, STR("CREATE VIEW v AS SELECT 期号 FROM 期次;"), "views.sql",
        &job.diags));
    store_seal(job.store);
    assert_false(store_insert(job.store, STR("期次"), period, 1,
                              (struct location){0}, &job.diags));
    assert_true(store_save(job.store, "kept.db", &job.diags));
    assert_int_equal(sqlite3_open("kept.db", &file), SQLITE_OK);
    assert_int_equal(sqlite3_exec(file, "SELECT 期号 FROM v", NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(file);
    remove("kept.db");
    assert_false(store_save(job.store, "no/such/folder/kept.db", &job.diags));
    assert_true(job.diags.system_failed);
    close_job(&job);
}

static void
views_read_the_earlier_period(void **state)
{
    static const struct {
        const char *sql; /* of a view v */
        const char *v;   /* its only cell; NULL: refused */
    } cases[] = {
        {"SELECT count(*) FROM 上期.网站", "1"},
        {"SELECT 得分 FROM 上期 . \"网站\"", "88.5"},
        {"SELECT [上期].[网站].得分 FROM \"上期\".网站", "88.5"},
        {"SELECT w.得分 FROM 上期.网站 w", "88.5"},
        {"SELECT 期号 FROM 上期.期次", "2021年第三季度"},
        {"SELECT 上期.得分 FROM 上期.网站 上期", "88.5"},
        {"SELECT '上期.网站' /* 上期.无 */ -- 上期.无\n", "上期.网站"},
        {"SELECT 本上期.x FROM (SELECT 1 AS x) 本上期", "1"},
        {"SELECT sum(数) FROM 上期.累计", "7"},
        {"SELECT 1 FROM 上期.无", NULL},
        {"SELECT 无 FROM 上期.网站", NULL},
    };
    static const struct str site_names[] = {{"得分", 6}, {"多余", 6}};
    static const struct str period_names[] = {{"期号", 6}};
    static const struct str sum_names[] = {{"数", 3}};
    struct value site[] = {value_number_text(STR("88.5")), value_null()};
    struct value period[] = {value_text(STR("2021年第三季度"))};
    struct value sum[] = {value_number_text(STR("7"))};
    struct rowset sites_before = {site_names, 2, site, 1, false};
    struct rowset periods_before = {period_names, 1, period, 1, false};
    struct rowset sums_before = {sum_names, 1, sum, 1, false};
    struct location at = {.path = "上期"};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf sql = {0};
        const struct rowset *rows;
        struct job job;
        bool ok;

        open_job(&job);
        strbuf_addf(&sql,
                    "CREATE VIEW 累计 (数) AS SELECT 1 + "
                    "coalesce(sum(数), 0) FROM 上期.累计;\n"
                    "CREATE VIEW v AS %s;",
                    cases[i].sql);
        ok = store_define_views(job.store, strbuf_str(&sql), "views.sql",
                                &job.diags);
        if (ok != (cases[i].v != NULL)) {
            fail_msg("%s: %s", cases[i].sql,
                     job.diags.n_items ? job.diags.items[0].message : "taken");
        }
        if (ok) {
            assert_true(store_fill_earlier(job.store, STR("网站"),
                                           &sites_before, at, &job.diags));
            assert_true(store_fill_earlier(job.store, STR("期次"),
                                           &periods_before, at, &job.diags));
            assert_true(store_fill_earlier(job.store, STR("累计"), &sums_before,
                                           at, &job.diags));
            assert_true(store_fill_earlier(job.store, STR("没有"), &sums_before,
                                           at, &job.diags));
            rows =
                store_read(job.store, STR("v"), false, &job.arena, &job.diags);
            assert_non_null(rows);
            assert_int_equal(rows->n_rows, 1);
            if (!str_is(value_str(rows->cells[0]), cases[i].v)) {
                fail_msg("%s gives %.*s", cases[i].sql,
                         STR_ARG(value_str(rows->cells[0])));
            }
        }
        strbuf_clear(&sql);
        close_job(&job);
    }
}

static void
a_view_that_is_not_tried_tells_its_fault_when_read(void **state)
{
    static const char sql[] =
        "CREATE VIEW 家数(数) AS SELECT count(*) FROM 网站;\n"
        "CREATE VIEW 错 AS SELECT 得份 FROM 网站;";
    struct job job;

    (void)state;
    open_job(&job);
    store_skip_trials(job.store);
    assert_true(
        store_define_views(job.store, str_from(sql), "views.sql", &job.diags));
    assert_int_equal(job.diags.n_errors, 0);
    assert_int_equal(read_view(&job, "家数")->n_rows, 1);
    assert_null(
        store_read(job.store, STR("错"), false, &job.arena, &job.diags));
    assert_int_equal(job.diags.n_errors, 1);
    assert_int_equal(job.diags.items[0].at.row, 2);
    close_job(&job);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_exact),
        cmocka_unit_test(rows_know_where_they_came_from),
        cmocka_unit_test(one_row_by_definition_is_a_record),
        cmocka_unit_test(faults_in_sql_name_their_line),
        cmocka_unit_test(only_views_may_be_made),
        cmocka_unit_test(refuses_what_a_double_cannot_keep),
        cmocka_unit_test(keeps_nothing_after_the_seal_but_a_copy),
        cmocka_unit_test(views_read_the_earlier_period),
        cmocka_unit_test(a_view_that_is_not_tried_tells_its_fault_when_read),
    };

    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
