# cmake -DFOLDER=<dir> -DOUTPUT=<file.cpp> -P embed.cmake
#
# Writes the C++ source that defines logbeam::http::embedded_files(): every file of the folder, byte by byte.

file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT files)

set(entries "")
foreach(file IN LISTS files)
    file(READ ${FOLDER}/${file} bytes HEX)
    file(SHA256 ${FOLDER}/${file} hash)
    string(SUBSTRING ${hash} 0 16 tag)
    string(LENGTH "${bytes}" digits)
    math(EXPR size "${digits} / 2")
    string(REGEX REPLACE "(................................)" "\\1\"\n        \"" bytes "${bytes}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
    string(APPEND entries "    StaticFile{\"/${file}\", content_type_of(\"/${file}\"), \"\\\"${tag}\\\"\",\n"
           "        std::string_view{\"${bytes}\", ${size}}},\n")
endforeach()

set(source "// Written by the build from the files of the dashboard.
#include \"http/static_files.hpp\"

#include <array>

// A file is one literal, longer than the 64 KiB that every compiler must take; GCC and clang take it.
#pragma GCC diagnostic ignored \"-Woverlength-strings\"

namespace logbeam::http {

std::span<const StaticFile> embedded_files() noexcept {
    static const std::array files{
${entries}    };
    return files;
}

}  // namespace logbeam::http
")

# Only when it is another one: a changed test of the dashboard compiles no C++.
set(old "")
if(EXISTS ${OUTPUT})
    file(READ ${OUTPUT} old)
endif()
if(NOT old STREQUAL source)
    file(WRITE ${OUTPUT} "${source}")
endif()
