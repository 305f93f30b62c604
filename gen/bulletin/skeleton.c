#include "gen/bulletin/skeleton.h"

#include <sys/stat.h>
#include <unistd.h>

#include "gen/base/workdir.h"
#include "gen/bulletin/skeleton_part.h"
#include "gen/template/template.h"

enum { WIDE = 10000 }; /* twips a table may want before it is set sideways */

struct str
skeleton_join(const struct skeleton *skeleton, enum notice_kind kind,
              const char *sign)
{
    const struct notice *notice = skeleton->notice;
    struct strbuf sb = {0};
    struct str text;

    for (size_t i = 0; i < notice->n_lines; i++) {
        if (notice->lines[i].kind == kind) {
            strbuf_add_cstr(&sb, sb.len ? sign : "");
            strbuf_add(&sb, notice->lines[i].text);
        }
    }
    text = arena_str(skeleton->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return text;
}

/* ---- attachments ---- */

/* What stands below the k-th mark, and the lines of its title. */
static void
read_attachment(struct skeleton *skeleton, size_t mark,
                struct skeleton_attachment *attachment)
{
    const struct notice *notice = skeleton->notice;
    struct strbuf caption = {0};
    size_t i = mark + 1;
    size_t from = 0;

    for (; i < notice->n_lines && notice->lines[i].kind == NOTICE_CAPTION; i++) {
        strbuf_add(&caption, notice->lines[i].text);
    }
    attachment->first = i;
    for (; i < notice->n_lines && notice->lines[i].kind != NOTICE_ATTACHMENT;
         i++) {
        bool is_row = notice->lines[i].kind == NOTICE_ROW;

        from = is_row && notice->lines[i - 1].kind != NOTICE_ROW ? i : from;
        if (is_row && (i + 1 == notice->n_lines ||
                       notice->lines[i + 1].kind != NOTICE_ROW)) {
            attachment->has_table = true;
            attachment->is_wide |=
                skeleton_table_width(skeleton, from, i + 1) > WIDE;
        }
    }
    attachment->end = i;
    if (attachment->title.len == 0) {
        attachment->title = arena_str(skeleton->arena, strbuf_str(&caption));
    }
    strbuf_clear(&caption);
}

/* Those of the list in the notice, and those that follow it. */
static void
read_attachments(struct skeleton *skeleton)
{
    const struct notice *notice = skeleton->notice;
    size_t n_listed = 0;
    size_t n_marks = 0;

    skeleton->attachments = arena_alloc(
        skeleton->arena, (notice->n_lines + 1) * sizeof *skeleton->attachments);
    for (size_t i = 0; i < notice->n_lines; i++) {
        if (notice->lines[i].kind == NOTICE_ITEM) {
            skeleton->attachments[n_listed++].title = notice->lines[i].text;
        }
    }
    for (size_t i = 0; i < notice->n_lines; i++) {
        if (notice->lines[i].kind == NOTICE_ATTACHMENT) {
            read_attachment(skeleton, i, &skeleton->attachments[n_marks++]);
        }
    }
    skeleton->n_attachments = n_listed > n_marks ? n_listed : n_marks;
    for (size_t i = 0; i < skeleton->n_attachments; i++) {
        if (skeleton->attachments[i].title.len == 0) {
            skeleton->attachments[i].title =
                arena_strf(skeleton->arena, "附件%zu", i + 1);
        }
    }
}

/* ---- text blocks ---- */

static bool
is_part(const struct skeleton *skeleton, struct str name)
{
    const char *path =
        arena_strf(skeleton->arena, "%s/templates/parts/%.*s.xml",
                   skeleton->options->home, STR_ARG(name))
            .ptr;

    return access(path, R_OK) == 0;
}

static void
add_prose(struct skeleton *skeleton, struct str name)
{
    for (size_t i = 0; i < skeleton->n_proses; i++) {
        if (str_equals(skeleton->proses[i], name)) {
            return;
        }
    }
    if (!is_part(skeleton, name)) {
        skeleton->proses =
            arena_grow(skeleton->arena, skeleton->proses, skeleton->n_proses,
                       skeleton->n_proses + 1, sizeof *skeleton->proses);
        skeleton->proses[skeleton->n_proses++] = name;
    }
}

/* Templates are read for their tags alone: parts and texts are empty. */
static bool
find_nothing(void *user, struct str name, struct str *text, const char **path)
{
    add_prose(user, arena_str(((struct skeleton *)user)->arena, name));
    *text = STR("");
    *path = NULL;
    return true;
}

/* ---- files ---- */

struct file {
    const char *name;
    struct strbuf text;
};

static bool
write_file(const char *folder, const struct file *file,
           struct skeleton *skeleton)
{
    const char *path =
        arena_strf(skeleton->arena, "%s/%s", folder, file->name).ptr;
    FILE *out = fopen(path, "wb");
    bool ok = out && fwrite(file->text.ptr, 1, file->text.len, out) ==
                         file->text.len;

    ok = (!out || fclose(out) == 0) && ok;
    return ok ||
           workdir_report(skeleton->diags, path, _("cannot be written"));
}

static bool
read_needs(struct skeleton *skeleton, const char *folder, const char *name)
{
    const struct prose_source proses = {skeleton, find_nothing};
    struct template_source source = {
        .path = arena_strf(skeleton->arena, "%s/%s", folder, name).ptr,
        .base_folder = arena_strf(skeleton->arena, "%s/templates/base",
                                  skeleton->options->home)
                           .ptr,
        .proses = &proses,
        .lints = true,
    };
    struct template template;

    if (!template_read(&template, &source, skeleton->arena, skeleton->diags)) {
        return false;
    }
    needs_add(&skeleton->needs, &template);
    return true;
}

static const char roster[] = "序号,全称,简称,别名,组,代码\n"
                             "1,某某县人民政府,某某县政府,某某县,县区,\n";

/* All files into folder; names are listed. */
static bool
write_files(struct skeleton *skeleton, const char *folder, struct file *files,
            size_t *n_files)
{
    size_t n = 0;
    bool ok = true;

    files[n].name = "通报.xml";
    skeleton_add_body(skeleton, &files[n++].text);
    for (size_t i = 0; i < skeleton->n_attachments; i++) {
        files[n].name =
            arena_strf(skeleton->arena, "附件%zu.xml", i + 1).ptr;
        skeleton_add_attachment(skeleton, &files[n++].text,
                                &skeleton->attachments[i]);
    }
    for (size_t i = 0; i < n && ok; i++) {
        ok = write_file(folder, &files[i], skeleton) &&
             read_needs(skeleton, folder, files[i].name);
    }
    if (skeleton->n_attachments) {
        files[n].name = "合订本.xml";
        skeleton_add_bound(skeleton, &files[n].text);
        ok = ok && write_file(folder, &files[n], skeleton);
        n++;
    }
    files[n].name = "bulletin.xml";
    skeleton_add_profile(skeleton, &files[n].text);
    ok = ok && write_file(folder, &files[n], skeleton);
    n++;
    files[n].name = "views.sql";
    skeleton_add_views(skeleton, &files[n].text);
    ok = ok && write_file(folder, &files[n], skeleton);
    n++;
    files[n].name = "单位名录.csv";
    strbuf_add_cstr(&files[n].text, roster);
    ok = ok && write_file(folder, &files[n], skeleton);
    n++;
    *n_files = n;
    return ok;
}

static bool
is_there(const struct skeleton *skeleton)
{
    struct location at = {.path = skeleton->options->folder};

    if (access(skeleton->options->folder, F_OK) != 0) {
        return false;
    }
    diag_error(skeleton->diags, at, _("is there already"));
    diag_advise(skeleton->diags, _("name another folder with -o"));
    return true;
}

bool
skeleton_write(const struct notice *notice,
               const struct skeleton_options *options, struct arena *arena,
               FILE *out, struct diags *diags)
{
    struct skeleton skeleton = {.notice = notice,
                                .options = options,
                                .arena = arena,
                                .diags = diags,
                                .needs = {.arena = arena}};
    struct workdir work = {0};
    struct file *files;
    const char *folder;
    size_t n_files = 0;
    bool ok;

    if (is_there(&skeleton) || !workdir_open(&work, options->folder, diags)) {
        return false;
    }
    read_attachments(&skeleton);
    skeleton.tables = arena_alloc(
        arena, (notice->n_lines + 1) * sizeof *skeleton.tables);
    files = arena_alloc(arena, (skeleton.n_attachments + 5) * sizeof *files);
    folder = arena_strf(arena, "%s/profile", work.path).ptr;
    diags_show_as(diags, folder, options->folder);
    ok = mkdir(folder, 0777) == 0 ||
         workdir_report(diags, folder, _("the folder cannot be made"));
    ok = ok && write_files(&skeleton, folder, files, &n_files);
    if (ok && rename(folder, options->folder) != 0) {
        ok = workdir_report(diags, options->folder,
                            _("the folder cannot be made"));
    }
    for (size_t i = 0; i < n_files; i++) {
        if (ok) {
            fprintf(out, _("wrote %s/%s\n"), options->folder, files[i].name);
        }
        strbuf_clear(&files[i].text);
    }
    workdir_close(&work);
    return ok;
}
