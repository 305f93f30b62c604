#include "gen/model/roster.h"

#include <stdio.h>

#include "tests/unit/unit.h"

struct job {
    struct roster roster;
    struct arena arena;
    struct diags diags;
};

static bool
read_roster(struct job *job, const char *text)
{
    FILE *file = fopen("roster.csv", "w");
    bool ok;

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    *job = (struct job){0};
    ok = roster_read(&job->roster, "roster.csv", &job->arena, &job->diags);
    remove("roster.csv");
    return ok;
}

static void
close_job(struct job *job)
{
    arena_clear(&job->arena);
    diags_clear(&job->diags);
}

static const char city[] =
    "序号,全称,简称,别名,组,代码,地区\n"
    "2,临江市公安局,市公安局,,部门,1001,市本级\n"
    "1,东山县人民政府,东山县政府,东山县人民政府网；东山网,县区,1002,东山县\n"
    "3,临江市教育局（临江市体育局）,市教体局,,部门,1003,市本级\n"
    "4,临江市西河区人民政府,西河区政府,,县区,1004,西河区\n"
    "5,临江经济开发区管委会,市开发区管委,,开发区,1005,市本级\n"
    "6,临江市市场监督管理局,市市场监管局,,部门,1006,市本级\n"
    "7,南岭县人民政府,,,县区,1007,南岭县\n"
    "8,南岭县开发区管理委员会,南岭开发区,,开发区,1008,南岭县\n"
    "9,信用临江,,,专项,,市本级\n";

static void
finds_a_unit_by_the_names_in_use(void **state)
{
    static const struct {
        const char *name;
        const char *full_name; /* NULL: none */
    } cases[] = {
        {"临江市公安局", "临江市公安局"},
        {"市公安局", "临江市公安局"},
        {"公安局", "临江市公安局"},
        {" 市 公安局\n", "临江市公安局"},
        {"东山县人民政府", "东山县人民政府"},
        {"东山县政府", "东山县人民政府"},
        {"东山县", "东山县人民政府"},
        {"东山县人民政府办公室", "东山县人民政府"},
        {"临江市东山县政府", "东山县人民政府"},
        {"东山网", "东山县人民政府"},
        {"东山县管委会", NULL},
        {"1002", "东山县人民政府"},
        {"１００ 2", "东山县人民政府"},
        {"100", NULL},
        {"", NULL},
        {"临江市教育局(临江市体育局)", "临江市教育局（临江市体育局）"},
        {"临江市教育局【临江市体育局】", "临江市教育局（临江市体育局）"},
        {"临江市教育局", "临江市教育局（临江市体育局）"},
        {"市教育局", "临江市教育局（临江市体育局）"},
        {"西河区人民政府", "临江市西河区人民政府"},
        {"临江市西河区政府", "临江市西河区人民政府"},
        {"临江经济开发区管理委员会", "临江经济开发区管委会"},
        {"开发区管委", "临江经济开发区管委会"},
        {"市场监管局", "临江市市场监督管理局"},
        {"市场监督管理局", "临江市市场监督管理局"},
        {"南岭县", "南岭县人民政府"},
        {"南岭县开发区", "南岭县开发区管理委员会"},
        {"信用临江", "信用临江"},
        {"北海县政府", NULL},
        {"人民政府", NULL},
        {"市", NULL},
        {"", NULL},
    };
    struct job job;

    (void)state;
    assert_true(read_roster(&job, city));
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        const struct unit *unit =
            roster_find(&job.roster, str_from(cases[i].name));

        print_message("%s\n", cases[i].name);
        assert_int_equal(unit != NULL, cases[i].full_name != NULL);
        if (unit) {
            assert_true(str_is(unit->full_name, cases[i].full_name));
        }
    }
    close_job(&job);
}

static void
keeps_the_official_order_and_further_columns(void **state)
{
    struct job job;

    (void)state;
    assert_true(read_roster(&job, city));
    assert_int_equal(job.roster.n_units, 9);
    assert_true(str_is(job.roster.units[0].short_name, "东山县政府"));
    assert_int_equal(job.roster.units[0].n_aliases, 2);
    assert_int_equal(job.roster.units[0].row, 3);
    assert_true(str_is(job.roster.units[1].group, "部门"));
    assert_true(str_is(job.roster.units[6].short_name, "南岭县人民政府"));
    assert_int_equal(job.roster.n_extras, 1);
    assert_true(str_is(job.roster.units[6].extras[0], "南岭县"));
    close_job(&job);
    assert_true(read_roster(&job, "单位表\n全称\n乙局\n\n甲局\n"));
    assert_int_equal(job.roster.n_units, 2);
    assert_true(str_is(job.roster.units[0].full_name, "乙局"));
    close_job(&job);
}

static void
where_two_units_fit_none_does(void **state)
{
    struct job job;

    (void)state;
    assert_true(read_roster(&job, "全称\n临江市西河区政府\n临江市公安局\n"
                                  "西河区管委会\n临江市教育局\n"));
    assert_null(roster_find(&job.roster, STR("西河区")));
    assert_non_null(roster_find(&job.roster, STR("西河区人民政府")));
    close_job(&job);
}

static void
names_the_nearest_units(void **state)
{
    const struct unit *units[3];
    struct job job;

    (void)state;
    assert_true(read_roster(&job, city));
    assert_int_equal(
        roster_nearest(&job.roster, STR("东山县人民正府"), units, 3), 3);
    assert_true(str_is(units[0]->full_name, "东山县人民政府"));
    assert_true(str_is(units[1]->full_name, "南岭县人民政府"));
    assert_int_equal(roster_nearest(&job.roster, STR("xyz"), units, 3), 0);
    close_job(&job);
}

static void
tells_what_is_wrong_with_it(void **state)
{
    static const struct {
        const char *text, *message;
        size_t n;
    } cases[] = {
        {"名称\n甲局\n",
         "roster.csv: error: the roster has no column “全称”; its first row "
         "names the columns: 序号, 全称, 简称, 别名, 组, 代码",
         1},
        {"全称,简称\n甲局,局\n乙局,甲局\n",
         "roster.csv:3:2: error: “甲局” (简称) belongs to “甲局” in row 2 "
         "already",
         1},
        {"全称,别名\n甲局,(丙)\n乙局,丁；（丙）\n",
         "roster.csv:3:2: error: “（丙）” (别名) belongs to “甲局” in row 2 "
         "already",
         1},
        {"全称,代码\n甲局,12\n乙局,12\n",
         "roster.csv:3:2: error: “12” (代码) belongs to “甲局” in row 2 "
         "already",
         1},
        {"序号,全称\n1,甲局\n1,乙局\n",
         "roster.csv:3:1: error: “1” (序号) belongs to “甲局” in row 2 "
         "already",
         1},
        {"序号,全称\n一,甲局\n2,\n",
         "roster.csv:2:1: error: “一” is not a number of order; write a "
         "whole number, or remove the column: then the rows' order counts",
         2},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct job job;
        struct strbuf sb = {0};

        assert_false(read_roster(&job, cases[i].text));
        diag_format(&sb, &job.diags.items[0]);
        assert_string_equal(sb.ptr, cases[i].message);
        assert_int_equal(job.diags.n_errors, cases[i].n);
        strbuf_clear(&sb);
        close_job(&job);
    }
}

static void
is_a_table_in_the_store(void **state)
{
    struct store *store = store_new(NULL);
    const struct rowset *rows;
    struct job job;

    (void)state;
    assert_true(read_roster(&job, city));
    assert_true(roster_store(&job.roster, store, &job.diags));
    rows = store_read(store, STR("单位名录"), true, &job.arena, &job.diags);
    assert_int_equal(rows->n_rows, 9);
    assert_int_equal(rows->n_columns, 10);
    assert_true(str_is(value_str(rows->cells[3]), "东山县人民政府网；东山网"));
    assert_true(str_is(value_str(rows->cells[6]), "东山县"));
    assert_true(str_is(value_str(rows->cells[9]), "3"));
    store_free(store);
    close_job(&job);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_a_unit_by_the_names_in_use),
        cmocka_unit_test(keeps_the_official_order_and_further_columns),
        cmocka_unit_test(where_two_units_fit_none_does),
        cmocka_unit_test(names_the_nearest_units),
        cmocka_unit_test(tells_what_is_wrong_with_it),
        cmocka_unit_test(is_a_table_in_the_store),
    };

    return cmocka_run_group_tests_name("roster", tests, NULL, NULL);
}
