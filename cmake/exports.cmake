# What a component shows of itself to the linker.
#
# The broker is made of Boost and yaml-cpp, whose templates and inline functions are weak symbols of its
# objects. A program that uses another version of one of them has the same symbols with other contents, and the linker
# takes either for both. So the broker's objects are linked into one, in which everything is local but the names of
# cmake/exports/broker.txt. Sanitizers keep tables of what is global, so their builds stay as they are.

set(logbeam_can_seal OFF)
# lld, which CMake takes beside clang, cannot dissolve groups.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_LINKER AND CMAKE_OBJCOPY AND CMAKE_NM
   AND NOT LOGBEAM_SANITIZE AND NOT LOGBEAM_FUZZ)
    set(logbeam_can_seal ON)
endif()

# logbeam_export_patterns(<list of names> <file>): writes what objcopy --wildcard takes for the names and all below them.
function(logbeam_export_patterns names_file patterns_file)
    file(STRINGS ${names_file} names REGEX "^[a-z]")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${names_file})
    set(patterns "")
    foreach(name IN LISTS names)
        # Itanium ABI: logbeam::Broker is 7logbeam6Broker, behind _ZN and qualifiers of the function, or behind what
        # makes it a vtable, a type_info, a guard or a thunk.
        string(REPLACE "::" ";" words ${name})
        set(mangled "")
        foreach(word IN LISTS words)
            string(LENGTH ${word} length)
            string(APPEND mangled ${length}${word})
        endforeach()
        foreach(prefix IN ITEMS _ZN _ZNK _ZTVN _ZTTN _ZTIN _ZTSN _ZGVN _ZThn*_N _ZTv*_N)
            string(APPEND patterns "${prefix}${mangled}*\n")
        endforeach()
    endforeach()
    file(CONFIGURE OUTPUT ${patterns_file} CONTENT "${patterns}")
endfunction()

# logbeam_seal(<component> <object>): makes one object of logbeam_<component>_parts that shows what the list of the
# component names.
function(logbeam_seal component sealed)
    set(parts logbeam_${component}_parts)
    set(patterns ${CMAKE_CURRENT_BINARY_DIR}/${component}_exports.txt)
    logbeam_export_patterns(${PROJECT_SOURCE_DIR}/cmake/exports/${component}.txt ${patterns})
    add_custom_command(
        OUTPUT ${sealed}
        # Without groups, so that no copy of a function gives way to one from elsewhere.
        COMMAND ${CMAKE_LINKER} -r --force-group-allocation -o ${sealed}.open --whole-archive $<TARGET_FILE:${parts}>
        # What is unique in a process (u; an inline variable, to g++) becomes weak first: only then can it become local.
        COMMAND sh -c "${CMAKE_NM} --defined-only ${sealed}.open | sed -n 's/^.* u //p' >${sealed}.unique"
        COMMAND ${CMAKE_OBJCOPY} --weaken-symbols=${sealed}.unique ${sealed}.open
        COMMAND ${CMAKE_OBJCOPY} --wildcard --keep-global-symbols=${patterns} ${sealed}.open ${sealed}
        COMMAND ${CMAKE_COMMAND} -E rm ${sealed}.open
        DEPENDS ${parts} ${patterns}
        COMMENT "Sealing the objects of ${component}"
        VERBATIM
    )
    set_source_files_properties(${sealed} PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
endfunction()

# logbeam_exports_test(<component>): that its archive shows nothing but what its list names.
function(logbeam_exports_test component)
    find_package(Python3 REQUIRED COMPONENTS Interpreter)
    add_test(
        NAME exports.${component}
        COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tools/check_exports.py
                ${PROJECT_SOURCE_DIR}/cmake/exports/${component}.txt $<TARGET_FILE:logbeam_component_${component}>
    )
    set_tests_properties(exports.${component} PROPERTIES LABELS install)
endfunction()
