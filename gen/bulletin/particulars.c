#include "gen/bulletin/particulars.h"

#include "gen/archive/bag.h"

#define ISSUE_DATE STR("成文日期")

bool
particulars_date(const struct job *job, struct date *date)
{
    return date_parse(job_setting(job, ISSUE_DATE), 0, date, NULL);
}

/* NAME-2021q4 */
static struct str
default_id(struct job *job)
{
    struct str name =
        bag_is_id(job->profile.name) ? job->profile.name : STR("bulletin");
    struct str own = folder_own_name(&job->folder, &job->arena);
    struct period period;

    if (job_period(job, &period)) {
        return arena_strf(&job->arena, "%.*s-%.*s", STR_ARG(name),
                          STR_ARG(period_code(period, &job->arena)));
    }
    return bag_is_id(own) ? own : name;
}

static struct str
default_title(const struct job *job)
{
    for (size_t i = 0; i < job->n_documents; i++) {
        if (job->documents[i].document->attachment == 0) {
            return job->documents[i].title;
        }
    }
    return job->n_documents ? job->documents[0].title : STR("");
}

static struct str
default_of(struct job *job, enum record_field field)
{
    struct strbuf sb = {0};
    struct str text;
    struct date date;

    switch (field) {
    case RECORD_NUMBER:
        return job_setting(job, STR("发文字号"));
    case RECORD_ISSUER:
        return job_setting(job, STR("发文机关"));
    case RECORD_TO:
        return job_setting(job, STR("主送机关"));
    case RECORD_COPY:
        return job_setting(job, STR("抄送机关"));
    case RECORD_SECRECY:
        return job_setting(job, STR("密级"));
    case RECORD_ID:
        return default_id(job);
    case RECORD_TITLE:
        return default_title(job);
    case RECORD_DATE:
        if (!particulars_date(job, &date)) {
            return STR("");
        }
        date_format_iso(&sb, date);
        text = arena_str(&job->arena, strbuf_str(&sb));
        strbuf_clear(&sb);
        return text;
    case RECORD_YEAR:
        return str_slice(job->record[RECORD_DATE], 0, 4);
    case RECORD_ITEMS:
        return arena_strf(&job->arena, "%zu", job->n_documents);
    default:
        return STR("");
    }
}

static bool
is_number(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9' || (i == 0 && s.ptr[i] == '0')) {
            return false;
        }
    }
    return s.len < 10;
}

static bool
is_iso_date(struct str s)
{
    struct date date;

    return s.len == 10 && s.ptr[4] == '-' && s.ptr[7] == '-' &&
           date_parse(s, 0, &date, NULL);
}

static bool
check_field(struct job *job, enum record_field field)
{
    struct location at = {.path = job->profile.path,
                          .row = (uint32_t)job->profile.record_line};
    struct str text = job->record[field];

    if (field == RECORD_ID && !bag_is_id(text)) {
        return diag_error(job->diags, at,
                          _("“%.*s” names no package: 1 to 64 ASCII letters, "
                            "digits and . _ - do"),
                          STR_ARG(text));
    }
    if (field == RECORD_DATE && text.len && !is_iso_date(text)) {
        return diag_error(job->diags, at,
                          _("“%.*s” is no date such as 2022-01-06"),
                          STR_ARG(text));
    }
    if ((field == RECORD_ITEMS || field == RECORD_PAGES ||
         field == RECORD_YEAR) &&
        (!is_number(text) ||
         (field == RECORD_YEAR && text.len && text.len != 4))) {
        return diag_error(job->diags, at, _("“%.*s” is no number"),
                          STR_ARG(text));
    }
    return true;
}

bool
particulars_fill(struct job *job)
{
    bool ok = true;

    for (size_t i = 0; i < RECORD_N_FIELDS; i++) {
        enum record_field field = (enum record_field)i;
        struct str given = job->profile.record[field];
        struct scope scope = job_scope(job, NULL);
        struct str text = STR("");

        if (given.len &&
            !job_text(job, given, job->profile.path,
                      (uint32_t)job->profile.record_line, &scope, &text)) {
            ok = false;
            continue;
        }
        text = str_trim(text);
        job->record[field] = text.len ? text : default_of(job, field);
        ok = check_field(job, field) && ok;
    }
    return ok;
}
