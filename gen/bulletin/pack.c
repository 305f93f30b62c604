#include "gen/bulletin/pack.h"

#include <string.h>
#include <unistd.h>

#include "gen/archive/record.h"
#include "gen/bulletin/earlier.h"
#include "gen/bulletin/pack_name.h"
#include "gen/input/source.h"
#include "gen/opc/package.h"

struct packer {
    struct job *job;
    struct bag bag;
    struct bag_record record;
    const char *folder; /* of the outputs */
};

/* A file that has been put into the bag. */
static void
record(struct packer *packer, enum record_role role, struct str name,
       struct str title, const struct bag_file *in_bag)
{
    struct record_file file = {
        .file = in_bag,
        .role = role,
        .name = name,
        .title = title,
    };

    record_add(&packer->record, &file, &packer->job->arena);
}

static void
add(struct packer *packer, enum record_role role, struct str path,
    struct str name, struct str title, struct str bytes)
{
    bag_begin(&packer->bag, path);
    bag_put(&packer->bag, bytes);
    record(packer, role, name, title, bag_end(&packer->bag));
}

static bool
add_document(struct packer *packer, const struct job_document *document,
             const char *format)
{
    struct arena *arena = &packer->job->arena;
    struct str name =
        arena_strf(arena, "%.*s.%s", STR_ARG(document->file_name), format);
    struct str plain =
        arena_strf(arena, "%.*s.%s", STR_ARG(document->document->id), format);
    const char *path =
        arena_strf(arena, "%s/%.*s", packer->folder, STR_ARG(name)).ptr;
    struct source source = {0};

    if (!source_open(&source, path, 0, packer->job->diags)) {
        return false;
    }
    add(packer, RECORD_DOCUMENT,
        pack_name(&packer->bag, PACK_DOCUMENTS, plain, "document"), name,
        document->title, source.bytes);
    source_close(&source);
    return true;
}

static bool
add_documents(struct packer *packer)
{
    const struct job *job = packer->job;
    bool ok = true;

    for (size_t i = 0; i < job->n_documents && ok; i++) {
        const struct job_document *document = &job->documents[i];

        if (document->document->as_docx) {
            ok = add_document(packer, document, "docx");
        }
        if (ok && document->document->as_xlsx) {
            ok = add_document(packer, document, "xlsx");
        }
    }
    return ok;
}

/* The files of a folder that were used. */
static bool
add_folder(struct packer *packer, const struct folder *folder,
           enum record_role role, const char *to, const char *word)
{
    struct job *job = packer->job;

    for (size_t i = 0; i < folder->n_names; i++) {
        struct str name = folder->names[i];
        struct source source = {0};

        if (!folder->is_used[i]) {
            continue;
        }
        if (!folder_take(folder, i, &source, job->diags)) {
            return false;
        }
        add(packer, role, pack_name(&packer->bag, to, name, word), name,
            STR(""), source.bytes);
        source_close(&source);
    }
    return true;
}

/* A profile is read with all of its templates, printed or not. */
static void
use_profile(struct job *job)
{
    static const char *const endings[] = {"docx", "xml"};
    struct folder *folder = &job->profile_folder;

    folder_find(folder, STR("bulletin.xml"), &job->arena);
    folder_find(folder, STR("views.sql"), &job->arena);
    folder_find(folder, job->profile.roster_file, &job->arena);
    for (size_t i = 0; i < job->profile.n_documents; i++) {
        for (size_t k = 0; k < 2; k++) {
            struct str name = arena_strf(
                &job->arena, "%.*s.%s",
                STR_ARG(job->profile.documents[i].template), endings[k]);

            folder_find(folder, name, &job->arena);
        }
    }
}

/* templates/base, whose names are ASCII and kept. */
static bool
add_base(struct packer *packer)
{
    struct job *job = packer->job;
    const char *path =
        arena_strf(&job->arena, "%s/templates/base", job->options.home).ptr;
    struct package *base = package_open(path, NULL, job->diags);
    bool ok = base != NULL;

    for (size_t i = 0; ok && i < package_n_parts(base); i++) {
        struct str name = package_part_name(base, i);
        struct str bytes;

        ok = package_read(base, name, &job->arena, &bytes, job->diags);
        if (ok) {
            name = arena_str(&job->arena, str_slice(name, 1, name.len));
            add(packer, RECORD_PROFILE,
                arena_strf(&job->arena, "%s%.*s", PACK_BASE, STR_ARG(name)),
                name, STR(""), bytes);
        }
    }
    package_close(base);
    return ok;
}

/* templates/parts, which may be missing: all of it, for which part is printed
 * hangs on the data. */
static bool
add_parts(struct packer *packer)
{
    struct job *job = packer->job;
    const char *path =
        arena_strf(&job->arena, "%s/templates/parts", job->options.home).ptr;
    struct folder folder;

    if (access(path, F_OK) != 0) {
        return true;
    }
    if (!folder_read(&folder, path, &job->arena, job->diags)) {
        return false;
    }
    memset(folder.is_used, true, folder.n_names);
    return add_folder(packer, &folder, RECORD_PROFILE, PACK_PARTS, "part");
}

static bool
add_data(struct packer *packer)
{
    static const char *const names[] = {"bulletin.rng", "holidays.csv",
                                        "settings.xml"};
    struct job *job = packer->job;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *path =
            arena_strf(&job->arena, "%s/data/%s", job->options.home, names[i])
                .ptr;
        struct source source = {0};

        if (!source_open(&source, path, 0, job->diags)) {
            return false;
        }
        add(packer, RECORD_PROFILE,
            arena_strf(&job->arena, "%s%s", PACK_DATA, names[i]),
            str_from(names[i]), STR(""), source.bytes);
        source_close(&source);
    }
    return true;
}

static void
put(void *user, struct str bytes)
{
    bag_put(user, bytes);
}

static bool
add_tables(struct packer *packer)
{
    struct job *job = packer->job;
    bool ok;

    bag_begin(&packer->bag, STR(PACK_TABLES));
    ok = earlier_hand_on(job, put, &packer->bag);
    record(packer, RECORD_TABLES, STR("tables.json"), STR(""),
           bag_end(&packer->bag));
    if (ok && job->earlier.len) {
        add(packer, RECORD_TABLES, STR(PACK_EARLIER), STR("earlier.json"),
            STR(""), job->earlier);
    }
    return ok;
}

static bool
add_metadata(struct packer *packer)
{
    static const char *const names[][2] = {
        {"data/record.xsd", "metadata/record.xsd"},
        {"data/catalogue.xsd", "metadata/文件目录.xsd"},
        {"data/package.txt", "metadata/readme.txt"},
    };
    struct job *job = packer->job;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *path =
            arena_strf(&job->arena, "%s/%s", job->options.home, names[i][0])
                .ptr;
        struct source source = {0};

        if (!source_open(&source, path, 0, job->diags)) {
            return false;
        }
        bag_add(&packer->bag, str_from(names[i][1]),
                arena_str(&job->arena, source.bytes));
        source_close(&source);
    }
    record_write(&packer->record, &packer->bag);
    return true;
}

static void
start(struct packer *packer, struct job *job, const char *folder,
      const char *program)
{
    *packer = (struct packer){.job = job, .folder = folder};
    bag_init(&packer->bag, job->record[RECORD_ID], &job->arena);
    for (size_t i = 0; i < RECORD_N_FIELDS; i++) {
        packer->record.fields[i] = job->record[i];
    }
    packer->record.program = str_from(program);
    packer->record.folder = folder_own_name(&job->folder, &job->arena);
    packer->record.profile = job->profile.name;
    packer->record.earlier = job->earlier_id;
    packer->record.charset = str_from(job->options.charset);
}

bool
pack_write(struct job *job, const char *folder, const char *program)
{
    struct packer packer;
    struct bag_info info = {
        .organization = job->record[RECORD_ISSUER],
        .description = job->record[RECORD_TITLE],
        .date = job->record[RECORD_DATE],
        .agent = str_from(program),
    };
    const char *path = arena_strf(&job->arena, "%s/%.*s.zip", folder,
                                  STR_ARG(job->record[RECORD_ID]))
                           .ptr;
    bool ok;

    start(&packer, job, folder, program);
    use_profile(job);
    ok =
        add_documents(&packer) &&
        add_folder(&packer, &job->folder, RECORD_INPUT, PACK_INPUTS, "input") &&
        add_folder(&packer, &job->profile_folder, RECORD_PROFILE, PACK_PROFILE,
                   "profile") &&
        add_base(&packer) && add_parts(&packer) && add_data(&packer) &&
        add_tables(&packer) && add_metadata(&packer);
    if (ok) {
        bag_seal(&packer.bag, &info);
        ok = bag_write(&packer.bag, path, job->diags);
    }
    bag_clear(&packer.bag);
    return ok;
}
