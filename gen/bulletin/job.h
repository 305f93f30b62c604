/* One bulletin being made: everything read, checked and ready to be printed.
 *
 * job_open() does all reading and checking; whatever it finds is reported in
 * one run.  Everything lives as long as the job. */
#ifndef TONGBAO_BULLETIN_JOB_H
#define TONGBAO_BULLETIN_JOB_H

#include "gen/bulletin/folder.h"
#include "gen/model/period.h"
#include "gen/model/profile.h"
#include "gen/model/roster.h"
#include "gen/model/store.h"
#include "gen/template/scope.h"
#include "gen/template/template_base.h"
#include "gen/template/wml.h"

struct job;

struct job_options {
    const char *folder;   /* the bulletin's */
    const char *home;     /* holds templates/ and data/ */
    const char *profile;  /* a folder, or a name under home/templates; NULL:
                             by the setting 模板 or the folder's own name */
    const char *charset;  /* of text tables; NULL: found out */
    const char *earlier;  /* tables of the period before (earlier.h); NULL: by
                             the setting 上期 */
    const struct job *later; /* the period that waits for this one, or NULL */
    bool reads_only;      /* checks of the profile are not run */
    bool is_earlier;      /* the same, and views are only tried when read */
};

struct job_input { /* a file that was read */
    const struct schema *schema; /* NULL: prose */
    const char *path;
    size_t n_rows;
};

struct job_document { /* a document that is to be printed */
    const struct document *document;
    struct str title;
    struct str file_name; /* without ending */
    struct value record;  /* 本件 */
    struct value bound;   /* 本件 where it is bound into another document */
};

struct job {
    struct job_options options;
    struct arena arena;
    struct folder folder;
    struct folder profile_folder;
    struct profile profile;
    struct calendar calendar;
    struct roster roster;
    struct store *store;
    struct template_base *base; /* of the bare templates; NULL until the first */
    struct record settings;
    struct job_input *inputs;
    size_t n_inputs;
    struct job_document *documents;
    size_t n_documents;
    struct value attachments; /* 附件 */
    struct value files;       /* 文件: by document id */
    struct value bound;       /* 合订: the same, for the bound volume */
    struct str earlier;    /* tables of the period before, as text; or empty */
    struct str earlier_id; /* what its package or folder is called */
    struct str record[RECORD_N_FIELDS]; /* what a records system is told */
    struct dataset dataset;
    struct prose_source proses;
    struct job_names *names; /* of the root: read once */
    struct diags *diags;
};

/* False if any error was found; the job is to be closed in any case. */
bool job_open(struct job *job, const struct job_options *options,
              struct diags *diags);
void job_close(struct job *job);

/* The folder of the profile that the options name, or the folder's own name
 * does; NULL after reporting. */
const char *job_find_profile(struct job *job);

/* Only the profile in the folder and the calendar; what job_open() does
 * first. */
bool job_read_profile(struct job *job, const char *path);

/* Root scope for one document; document NULL: without 本件. */
struct scope job_scope(struct job *job, const struct job_document *document);

/* What a setting says; empty where there is none of that name. */
struct str job_setting(const struct job *job, struct str name);

/* The first period among the settings; false if none is set. */
bool job_period(const struct job *job, struct period *period);

/* A text template over scope, in the job's arena; false after reporting. */
bool job_text(struct job *job, struct str text, const char *path,
              uint32_t line, const struct scope *scope, struct str *out);

#endif
