#include "gen/base/path.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "gen/base/strbuf.h"

char *
path_join(const char *folder, const char *name)
{
    struct strbuf sb = {0};

    strbuf_add_cstr(&sb, folder);
    if (sb.len == 0 || sb.ptr[sb.len - 1] != '/') {
        strbuf_add_char(&sb, '/');
    }
    strbuf_add_cstr(&sb, name);
    return sb.ptr;
}

char *
path_copy(struct str path)
{
    struct strbuf sb = {0};

    strbuf_add(&sb, path);
    return sb.ptr;
}

char *
path_clean(const char *path)
{
    struct str s = str_from(path);

    while (s.len > 1 && s.ptr[s.len - 1] == '/') {
        s.len--;
    }
    return path_copy(s);
}

char *
path_parent(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash) {
        return path_copy(STR("."));
    }
    return path_copy(
        (struct str){path, slash == path ? 1 : (size_t)(slash - path)});
}

const char *
path_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

bool
path_sync(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0) {
        close(fd);
    }
    return ok;
}

