//! What the program says of itself to shells and to `man`, and when it paints.

use crate::program::World;
use std::process::{Command, Stdio};

/// The commands that the help lists.
fn commands(world: &World) -> Vec<String> {
    let help = world.found(&["--help"]);
    let part = help.split("Commands:\n").nth(1).unwrap_or_default();
    let lines = part.lines().take_while(|line| !line.trim().is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let names = names.filter(|name| !name.is_empty() && *name != "help");
    names.map(str::to_string).collect()
}

/// Whether a program is on this machine.
fn is_there(program: &str) -> bool {
    let version = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    version.is_ok()
}

#[test]
fn completions_know_every_command_and_its_options() {
    let world = World::new();
    let commands = commands(&world);
    assert!(commands.len() > 10, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = world.found(&["completions", shell]);
        for command in &commands {
            assert!(script.contains(command.as_str()), "{shell}: {command}");
        }
        for option in ["min-confidence", "columns", "histogram"] {
            assert!(script.contains(option), "{shell}: {option}");
        }
        world.write(&format!("script.{shell}"), &script);
        if ["bash", "zsh", "fish"].contains(&shell) && is_there(shell) {
            let file = world.at(&format!("script.{shell}"));
            let status = Command::new(shell).arg("-n").arg(file).status().unwrap();
            assert!(status.success(), "{shell}");
        }
    }
    let error = world.refused(&["completions", "tcsh"]);
    assert!(error.contains("bash"), "{error}");
}

#[test]
fn bash_completes_a_command() {
    if !is_there("bash") {
        return;
    }
    let world = World::new();
    world.write("script", world.found(&["completions", "bash"]));
    let ask = "source ./script; COMP_WORDS=(zhishu exp); COMP_CWORD=1; _zhishu zhishu exp zhishu; echo \"${COMPREPLY[@]}\"";
    let mut bash = Command::new("bash");
    let out = bash
        .args(["--norc", "-c", ask])
        .current_dir(world.at(""))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stdout);
    let mut words: Vec<&str> = said.split_whitespace().collect();
    words.sort_unstable();
    assert_eq!(words, ["explain", "export"], "{out:?}");
}

#[test]
fn every_command_has_a_page() {
    let world = World::new();
    let commands = commands(&world);
    let run = world.run(&["man", "--output", "man/man1"]);
    assert_eq!(run.code, 0, "{run:?}");
    let mut pages: Vec<String> = vec!["zhishu.1".to_string()];
    pages.extend(commands.iter().map(|command| format!("zhishu-{command}.1")));
    pages.sort();
    let mut files: Vec<String> = std::fs::read_dir(world.at("man/man1"))
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(files, pages);
    for command in &commands {
        let page = world.found(&["man", command]);
        let file = std::fs::read_to_string(world.at(&format!("man/man1/zhishu-{command}.1")));
        assert_eq!(page, file.unwrap());
        for section in [".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", "Examples:"] {
            assert!(page.contains(section), "{command}: {section}");
        }
        assert!(page.contains(&format!("zhishu {command}")), "{command}");
    }
    assert!(world.found(&["man"]).contains("zhishu\\-export(1)"));
    world.refused(&["man", "nothing"]);
    if is_there("groff") {
        for page in &pages {
            let file = world.at(&format!("man/man1/{page}"));
            let mut groff = Command::new("groff");
            let out = groff
                .args(["-K", "utf8", "-man", "-Tutf8", "-ww"])
                .arg(file)
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&out.stderr);
            // A long line of an example cannot be broken; nothing else may be amiss.
            let amiss = |line: &&str| !line.contains("break") && !line.contains("adjust");
            assert_eq!(said.lines().find(amiss), None, "{page}");
            assert!(out.stdout.len() > 500, "{page}");
        }
    }
}

#[test]
fn colours_are_for_those_who_want_them() {
    let world = World::with_corpus();
    world.found(&["stats"]);
    let paints = |variables: &[(&str, &str)]| {
        let mut command = world.command(&["search", "总值"]);
        command.env_remove("CLICOLOR_FORCE").env_remove("TERM");
        command.envs(variables.iter().copied());
        command.output().unwrap().stdout.contains(&0x1b)
    };
    assert!(!paints(&[]), "a pipe gets none");
    assert!(paints(&[("CLICOLOR_FORCE", "1")]));
    assert!(!paints(&[("CLICOLOR_FORCE", "0")]));
    assert!(!paints(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}
