# Compiles one source and compares the errors with its first line: cmake -D compiler=.. -D language=.. -D source=..
# -D headers=.. -P expect_error.cmake
file(READ ${source} text)
string(REGEX MATCH "^// expect: ([^\n]*)" first_line "${text}")
set(expected "${CMAKE_MATCH_1}")

execute_process(
    COMMAND
        ${compiler} -std=c++${language} -fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I${headers}
        ${source}
    RESULT_VARIABLE status
    OUTPUT_VARIABLE output
    ERROR_VARIABLE output
)

if(expected STREQUAL "nothing")
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "This does not compile:\n${output}")
    endif()
    return()
endif()

if(status EQUAL 0)
    message(FATAL_ERROR "This compiles, and must not")
endif()
string(REPLACE "\\\"" "\"" output "${output}")  # clang shows a literal as it is written
string(REGEX MATCHALL "(^|\n)[^\n]* error: " errors "${output}")
list(LENGTH errors count)
string(FIND "${output}" "${expected}" found)
if(found EQUAL -1 OR NOT count EQUAL 1)
    message(FATAL_ERROR "Expected one error with the sentence\n  ${expected}\nand got ${count}:\n${output}")
endif()
