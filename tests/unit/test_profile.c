#include "gen/model/profile.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/unit.h"

static struct profile_files files; /* data/bulletin.rng */

struct job {
    struct profile profile;
    struct arena arena;
    struct diags diags;
    bool ok;
};

static void
write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void
read_profile(struct job *job, const char *xml)
{
    *job = (struct job){0};
    mkdir("profile.tmp", 0700);
    write_file("profile.tmp/bulletin.xml", xml);
    write_file("profile.tmp/views.sql", "CREATE VIEW v AS SELECT 1;\n");
    write_file("profile.tmp/body.xml", "");
    write_file("profile.tmp/units.csv", "");
    job->ok = profile_read(&job->profile, "profile.tmp", &files, &job->arena,
                           &job->diags);
    unlink("profile.tmp/bulletin.xml");
    unlink("profile.tmp/views.sql");
    unlink("profile.tmp/body.xml");
    unlink("profile.tmp/units.csv");
    rmdir("profile.tmp");
}

static void
close_job(struct job *job)
{
    arena_clear(&job->arena);
    diags_clear(&job->diags);
}

static void
reads_what_a_notice_is_made_of(void **state)
{
    struct job job;
    const struct column *column;

    (void)state;
    read_profile(
        &job,
        "<bulletin title='检查通报'>\n"
        "<settings file='期次'><setting name='期别' type='period'/>\n"
        "<setting name='开始' type='date' default='2021-01-01'/></settings>\n"
        "<roster file='units.csv'/>\n"
        "<table name='网站' file='检查' title='网站表' sheet='一' "
        "totals='合计|总计' optional='yes'>\n"
        "<column name='得分' header='得分| 检查得分 ' type='number' min='0' "
        "max='100.5' required='yes' blanks='无|/'/>\n"
        "<column name='日期' type='date' min='开始' max='2021-12-31'/>\n"
        "<column name='等次' type='choice' choices='优|良' fill-down='yes'/>\n"
        "</table>\n"
        "<prose name='问题'/>\n"
        "<check view='v' severity='warning'> {{单位}}：不符 </check>\n"
        "<document id='body' title='通报' template='body' formats='docx "
        "xlsx' attachment='2' orientation='landscape' when='v'/>\n"
        "</bulletin>");
    diags_print(&job.diags, stdout, true);
    assert_true(job.ok);
    assert_true(str_is(job.profile.name, "profile.tmp"));
    assert_int_equal(job.profile.settings.n_columns, 2);
    assert_int_equal(job.profile.settings.columns[0].type, COLUMN_PERIOD);
    assert_true(job.profile.settings.columns[1].has_fallback);
    column = &job.profile.tables[0].columns[0];
    assert_int_equal(job.profile.tables[0].n_totals, 2);
    assert_int_equal(job.profile.tables[0].line, 5);
    assert_int_equal(column->n_headers, 2);
    assert_true(str_is(column->headers[1], "检查得分"));
    assert_int_equal(column->type, COLUMN_NUMBER);
    assert_true(column->has_max && column->max.units == 1005);
    assert_int_equal(column->n_blanks, 2);
    assert_true(str_is(column[1].from, "开始"));
    assert_true(column[2].fills_down);
    assert_true(str_is(job.profile.proses[0].file, "问题"));
    assert_true(str_is(job.profile.checks[0].message, "{{单位}}：不符"));
    assert_int_equal(job.profile.checks[0].severity, SEVERITY_WARNING);
    assert_int_equal(job.profile.documents[0].attachment, 2);
    assert_true(job.profile.documents[0].is_landscape);
    assert_true(str_is(job.profile.views, "CREATE VIEW v AS SELECT 1;\n"));
    close_job(&job);
}

static void
names_the_line_of_every_fault(void **state)
{
    static const struct {
        const char *columns; /* of one table, lines counted from 3 */
        const char *message;
    } cases[] = {
        {"<column name='a' type='nubmer'/>", NULL},
        {"<column name='a' colour='red'/>", NULL},
        {"<column name='a'/>\n<column name='A'/>",
         "4: error: the name “A” stands in line 3 already"},
        {"<column name='a' header='甲（1）'/><column name='b' "
         "header='乙|甲(1)'/>",
         "3: error: the head “甲（1）” belongs to the column “a” already"},
        {"<column name='_row'/>",
         "3: error: the name “_row” must not begin with _ or sqlite_"},
        {"<column name='a.b'/>",
         "3: error: “.” cannot stand in the name “a.b”"},
        {"<column name='a' pattern='[0-9'/>",
         "3: error: column “a”: the pattern cannot be read at “”: missing "
         "terminating ] for character class"},
        {"<column name='a' type='choice'/>",
         "3: error: column “a” is a choice without choices; list them: "
         "choices=\"优|良|合格\""},
        {"<column name='a' choices='优'/>",
         "3: error: column “a” has choices but is not a choice; write "
         "type=\"choice\""},
        {"<column name='a' type='number' min='甲'/>",
         "3: error: column “a”: min “甲” is not a number"},
        {"<column name='a' min='1'/>",
         "3: error: column “a”: min is for numbers and dates only"},
        {"<column name='a' type='date' max='收到'/>",
         "3: error: column “a”: the limit “收到” is neither a date nor a "
         "setting that is one"},
        {"<column name='a' type='period'/>",
         "3: error: column “a”: only settings can be a period"},
        {"<column name='a' type='unit'/>",
         "3: error: column “a” names units, but there is no roster; add "
         "<roster file=\"单位名录.csv\"/>"},
        {"<column name='a'/></table><table name='t' file='g'><column "
         "name='a'/>",
         "3: error: the name “t” stands in line 2 already"},
        {"<column name='a'/></table><table name='附件' file='g'><column "
         "name='a'/>",
         "3: error: the name “附件” is taken by the program"},
        {"<column name='a'/></table><document id='x' title='t' "
         "template='body' formats='docx'/><document id='x' title='t' "
         "template='none' formats='docx'/></bulletin>",
         NULL},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct job job;
        struct arena arena = {0};
        struct strbuf sb = {0};

        print_message("%s\n", cases[i].columns);
        read_profile(&job,
                     arena_strf(&arena,
                                "<bulletin title='t'><settings "
                                "file='s'><setting name='a'/></settings>\n"
                                "<table name='t' file='f'>\n%s</table>"
                                "<document id='d' title='t' template='body' "
                                "formats='docx'/></bulletin>",
                                cases[i].columns)
                         .ptr);
        assert_false(job.ok);
        assert_true(job.diags.n_items > 0);
        diag_format(&sb, &job.diags.items[0]);
        if (cases[i].message) {
            assert_string_equal(
                sb.ptr, arena_strf(&arena, "profile.tmp/bulletin.xml:%s",
                                   cases[i].message)
                            .ptr);
            assert_int_equal(job.diags.n_items, 1);
        }
        strbuf_clear(&sb);
        arena_clear(&arena);
        close_job(&job);
    }
}

static void
tells_what_is_missing_beside_it(void **state)
{
    struct job job;
    struct strbuf sb = {0};

    (void)state;
    read_profile(&job, "<bulletin title='t'><settings file='s'><setting "
                       "name='a'/></settings><roster file='none.csv'/>\n"
                       "<table name='t' file='f'><column name='a'/></table>\n"
                       "<document id='d' title='t' template='附件1' "
                       "formats='docx'/></bulletin>");
    assert_int_equal(job.diags.n_errors, 2);
    diag_format(&sb, &job.diags.items[0]);
    assert_string_equal(sb.ptr,
                        "profile.tmp/bulletin.xml:3: error: there is no "
                        "template “附件1” here; put 附件1.docx or 附件1.xml "
                        "beside bulletin.xml");
    strbuf_cut(&sb, 0);
    diag_format(&sb, &job.diags.items[1]);
    assert_string_equal(sb.ptr, "profile.tmp/bulletin.xml: error: there is "
                                "no roster “none.csv” here; put it beside "
                                "bulletin.xml");
    strbuf_clear(&sb);
    close_job(&job);
}

static void
settings_are_shared(void **state)
{
    static const char *const names[] = {"a", "b", "own", "c"};
    struct job job;

    (void)state;
    write_file("settings.tmp",
               "<settings file='s'><setting name='b' default='2'/><setting "
               "name='old'/><setting name='c' default='3'/></settings>");
    files.settings = "settings.tmp";
    read_profile(&job, "<bulletin title='t'><settings file='s'><setting "
                       "name='a'/><setting name='b'/>"
                       "<setting name='own' header='own|old'/></settings>"
                       "<table name='t' file='f'><column name='a'/></table>"
                       "<document id='d' title='t' template='body' "
                       "formats='docx'/></bulletin>");
    assert_true(job.ok);
    assert_int_equal(job.profile.settings.n_columns, N_ITEMS(names));
    for (size_t i = 0; i < N_ITEMS(names); i++) {
        assert_true(str_is(job.profile.settings.columns[i].name, names[i]));
    }
    assert_false(job.profile.settings.columns[1].has_fallback);
    assert_true(job.profile.settings.columns[3].has_fallback);
    close_job(&job);
    files.settings = NULL;
    unlink("settings.tmp");
}

static void
shared_settings_are_no_profile(void **state)
{
    struct job job;

    (void)state;
    read_profile(&job, "<settings file='s'><setting name='a'/></settings>");
    assert_false(job.ok);
    close_job(&job);
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_a_notice_is_made_of),
        cmocka_unit_test(names_the_line_of_every_fault),
        cmocka_unit_test(tells_what_is_missing_beside_it),
        cmocka_unit_test(settings_are_shared),
        cmocka_unit_test(shared_settings_are_no_profile),
    };

    files.schema = argc > 1 ? argv[1] : "data/bulletin.rng";
    return cmocka_run_group_tests_name("profile", tests, NULL, NULL);
}
