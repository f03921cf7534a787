# How tests are built. A folder under tests/ is a suite; a new *_test.cpp in it is found by itself.

include(GoogleTest)

# logbeam_test_support(): what every suite shares. Includes "<part>/idea.hpp" and "support/x.hpp", gtest and gmock with
# one precompiled header for all, and the helpers of tests/support.
function(logbeam_test_support)
    file(GLOB sources CONFIGURE_DEPENDS support/*.cpp)
    file(TOUCH ${CMAKE_CURRENT_BINARY_DIR}/precompiled.cpp)
    add_library(test_support OBJECT ${sources} ${CMAKE_CURRENT_BINARY_DIR}/precompiled.cpp)
    logbeam_program_options(test_support)
    target_compile_definitions(
        test_support PUBLIC $<$<BOOL:${LOGBEAM_TLS}>:LOGBEAM_TLS> $<$<BOOL:${LOGBEAM_NATS}>:LOGBEAM_NATS>
    )
    # For this file alone: what the path of the project is in is compiled anew in each clone.
    set_source_files_properties(
        support/test_data.cpp
        PROPERTIES COMPILE_DEFINITIONS LOGBEAM_TEST_DATA="${CMAKE_CURRENT_SOURCE_DIR}/data"
                   SKIP_PRECOMPILE_HEADERS ON
    )
    target_include_directories(test_support PUBLIC ${PROJECT_SOURCE_DIR}/src ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(
        test_support
        PUBLIC logbeam::client
               logbeam::testing
               concurrentqueue::concurrentqueue
               GTest::gmock
               GTest::gtest_main
               $<$<BOOL:${LOGBEAM_TLS}>:OpenSSL::SSL>
               $<$<BOOL:${LOGBEAM_NATS}>:PkgConfig::nats>
    )
    target_precompile_headers(test_support PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
endfunction()

# logbeam_test_suite(<folder> [LABEL <label>] [TIMEOUT <seconds per test>] [LINKS <libraries>...])
#
# One executable of all *_test.cpp in the folder: unit/channel -> channel_tests, its tests unit.channel.<Suite>.<Test>.
# Tests read LOGBEAM_STRESS from the environment that ctest was started in.
function(logbeam_test_suite folder)
    cmake_parse_arguments(PARSE_ARGV 1 suite "" "LABEL;TIMEOUT" "LINKS")
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*_test.cpp)
    if(NOT LOGBEAM_NATS)
        list(FILTER sources EXCLUDE REGEX "(transport/nats/|integration/(nats|edges)_|stress/edge_)")
    endif()
    if(NOT sources)
        return()
    endif()
    cmake_path(GET folder FILENAME name)
    string(REPLACE "/" "." prefix ${folder})

    logbeam_program(${name}_tests ${sources})
    target_link_libraries(${name}_tests PRIVATE test_support ${suite_LINKS})
    target_precompile_headers(${name}_tests REUSE_FROM test_support)
    gtest_discover_tests(
        ${name}_tests
        TEST_PREFIX ${prefix}.
        DISCOVERY_MODE PRE_TEST
        DISCOVERY_TIMEOUT 60
        PROPERTIES LABELS ${suite_LABEL} TIMEOUT ${suite_TIMEOUT}
    )
endfunction()

# logbeam_unit_tests(): one suite per folder of tests/unit, which mirrors src. What a suite needs beyond the rest is in
# the variable unit_<folder>_links.
function(logbeam_unit_tests)
    file(GLOB folders LIST_DIRECTORIES true RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS unit/*)
    foreach(folder IN LISTS folders)
        cmake_path(GET folder FILENAME part)
        logbeam_test_suite(${folder} LABEL unit TIMEOUT 60 LINKS ${unit_${part}_links})
    endforeach()
endfunction()

# logbeam_fuzz_tests(): fuzz/<name>_fuzz.cpp becomes a libFuzzer program when LOGBEAM_FUZZ is on; otherwise the same
# source is an ordinary program that runs over fuzz/corpus/<name>. Either way the test fuzz_replay.<name> replays it.
# What it needs beyond the client is in the variable fuzz_<first word of its name>_links.
function(logbeam_fuzz_tests)
    file(GLOB sources CONFIGURE_DEPENDS fuzz/*_fuzz.cpp)
    if(NOT LOGBEAM_NATS)
        list(FILTER sources EXCLUDE REGEX "_nats_fuzz")
    endif()
    foreach(source IN LISTS sources)
        cmake_path(GET source STEM target)
        string(REGEX REPLACE "_fuzz$" "" name ${target})
        string(REGEX REPLACE "_.*" "" part ${target})
        set(corpus ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus/${name})

        logbeam_program(${target} ${source})
        target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src ${CMAKE_CURRENT_SOURCE_DIR})
        target_link_libraries(${target} PRIVATE logbeam::client ${fuzz_${part}_links})
        if(LOGBEAM_FUZZ)
            target_link_options(${target} PRIVATE -fsanitize=fuzzer)
            file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/found/${name})
            set(replay -runs=0 ${CMAKE_CURRENT_BINARY_DIR}/found/${name})
            if(EXISTS ${corpus})
                list(APPEND replay ${corpus})
            endif()
        else()
            target_sources(${target} PRIVATE fuzz/replay_main.cpp)
            set(replay ${corpus})
        endif()
        add_test(NAME fuzz_replay.${name} COMMAND ${target} ${replay})
        set_tests_properties(fuzz_replay.${name} PROPERTIES LABELS fuzz TIMEOUT 120)
    endforeach()
endfunction()

# logbeam_doc_snippets(): compiles every C++ block of README.md and docs/, so that no sample is wrong.
function(logbeam_doc_snippets)
    find_package(Python3 REQUIRED COMPONENTS Interpreter)
    file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/docs/*.md)
    set(script ${PROJECT_SOURCE_DIR}/tools/extract_snippets.py)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${script} ${pages})
    execute_process(
        COMMAND ${Python3_EXECUTABLE} ${script} --root ${PROJECT_SOURCE_DIR} --out ${CMAKE_CURRENT_BINARY_DIR}/snippets
        OUTPUT_VARIABLE snippets COMMAND_ERROR_IS_FATAL ANY
    )
    string(REGEX MATCHALL "[^\n]+" snippets "${snippets}")
    if(NOT snippets)
        return()
    endif()
    add_library(doc_snippets OBJECT ${snippets})
    target_compile_features(doc_snippets PRIVATE cxx_std_20)
    target_include_directories(doc_snippets PRIVATE ${PROJECT_SOURCE_DIR}/docs)
    target_link_libraries(doc_snippets PRIVATE logbeam::testing logbeam::spdlog_sink logbeam::broker GTest::gtest)
endfunction()
