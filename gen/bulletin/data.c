#include "gen/bulletin/data.h"

#include "gen/base/mem.h"
#include "gen/bulletin/insert.h"

/* Tables and views already read, and the document being printed. */
struct job_names {
    struct str *names;
    const struct rowset **rows;
    size_t n_names;
    size_t room;
    const struct job_document *document;
    struct arena arena; /* all of this and the rows */
};

static const struct rowset *
cached(const struct job_names *names, struct str name)
{
    for (size_t i = 0; i < names->n_names; i++) {
        if (str_equals(names->names[i], name)) {
            return names->rows[i];
        }
    }
    return NULL;
}

static void
keep(struct job *job, struct str name, const struct rowset *rows)
{
    struct job_names *names = job->names;

    if (names->n_names == names->room) {
        size_t room = names->room ? names->room * 2 : 64;

        names->names = arena_grow(&names->arena, names->names, names->n_names,
                                  room, sizeof *names->names);
        names->rows = arena_grow(&names->arena, names->rows, names->n_names,
                                 room, sizeof(struct rowset *));
        names->room = room;
    }
    names->names[names->n_names] = name;
    names->rows[names->n_names++] = rows;
}

static bool
find_name(void *user, struct str name, struct value *out, bool *failed)
{
    struct job *job = user;
    const struct rowset *rows;

    if (str_is(name, "附件")) {
        *out = job->attachments;
        return true;
    }
    if (str_is(name, "文件")) {
        *out = job->files;
        return true;
    }
    if (str_is(name, "合订")) {
        *out = job->bound;
        return true;
    }
    if (str_is(name, "本件") && job->names->document) {
        *out = job->names->document->record;
        return true;
    }
    rows = cached(job->names, name);
    if (!rows) {
        if (!job->store || !store_has(job->store, name)) {
            return false;
        }
        rows =
            store_read(job->store, name, false, &job->names->arena, job->diags);
        if (!rows) {
            *failed = true;
            return false;
        }
        keep(job, name, rows);
    }
    *out = value_table(rows);
    return true;
}

static void
each_name(void *user, void (*name)(void *to, struct str name), void *to)
{
    struct job *job = user;

    for (size_t i = 0; job->store && i < store_n_names(job->store); i++) {
        name(to, store_name(job->store, i));
    }
    name(to, STR("附件"));
    name(to, STR("本件"));
    name(to, STR("文件"));
    name(to, STR("合订"));
}

void
data_open(struct job *job)
{
    job->names = arena_alloc(&job->arena, sizeof *job->names);
    job->attachments = value_null();
    job->files = value_null();
    job->bound = value_null();
    job->dataset = (struct dataset){job, find_name, each_name};
    job->proses = (struct prose_source){job, insert_find};
}

void
data_forget(struct job *job)
{
    if (job->names) {
        arena_clear(&job->names->arena);
        *job->names = (struct job_names){.n_names = 0};
        mem_trim();
    }
}

struct scope
job_scope(struct job *job, const struct job_document *document)
{
    job->names->document = document;
    return (struct scope){.data = &job->dataset};
}

struct value
data_record(struct job *job, const char *const *names,
            const struct value *values, size_t n)
{
    struct record *record = arena_alloc(&job->arena, sizeof *record);
    struct str *keys = arena_alloc(&job->arena, n * sizeof *keys);

    for (size_t i = 0; i < n; i++) {
        keys[i] = str_from(names[i]);
    }
    *record = (struct record){
        keys, arena_grow(&job->arena, values, n, n, sizeof *values), n};
    return value_record(record);
}
