using System.Text.RegularExpressions;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>What the documents point to is there, and nothing in the checkout names a folder of one machine.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] OurFolders = ["src", "tests", "docs", "bench", "definitions"];

    // What a build leaves beside the sources.
    private static readonly string[] BuildFolders = ["bin", "obj", "artifacts"];

    private static readonly string[] TextExtensions =
    [
        ".cs",
        ".csproj",
        ".json",
        ".md",
        ".props",
        ".sh",
        ".slnx",
        ".targets",
        ".txt",
        ".yaml",
        ".yml",
        "",
    ];

    [Fact]
    public void Every_relative_link_of_a_document_leads_somewhere()
    {
        var documents = Texts().Where(path => Path.GetExtension(path) == ".md").ToList();

        documents.ShouldNotBeEmpty();
        documents.SelectMany(DeadLinks).ShouldBeEmpty();
    }

    [Fact]
    public void Decisions_are_numbered_without_gaps_in_their_names_and_headings()
    {
        var files = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "docs/decisions")).Order().ToArray();

        for (var i = 0; i < files.Length; i++)
        {
            Path.GetFileName(files[i]).ShouldStartWith($"{i + 1:0000}-");
            File.ReadLines(files[i]).First().ShouldStartWith($"# {i + 1}. ");
        }
    }

    [Fact]
    public void Nothing_names_a_folder_of_one_machine() =>
        Texts()
            .SelectMany(path => MachinePath().Matches(File.ReadAllText(path)).Select(match => Named(path, match.Value)))
            .ShouldBeEmpty();

    private static IEnumerable<string> Texts() =>
        OurFolders
            .Select(name => Path.Combine(RepositoryRoot.Path, name))
            .SelectMany(Files)
            .Concat(Directory.EnumerateFiles(RepositoryRoot.Path))
            .Where(path => TextExtensions.Contains(Path.GetExtension(path)));

    private static IEnumerable<string> Files(string folder) =>
        BuildFolders.Contains(Path.GetFileName(folder))
            ? []
            : Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder).SelectMany(Files));

    private static IEnumerable<string> DeadLinks(string document)
    {
        var text = File.ReadAllText(document);
        foreach (var target in Link().Matches(CodeBlock().Replace(text, "")).Select(match => match.Groups[1].Value))
        {
            var (file, heading) = target.Split('#') is [var before, var after] ? (before, after) : (target, null);
            var path =
                file == "" ? document : Path.Combine(Path.GetDirectoryName(document)!, Uri.UnescapeDataString(file));
            if (!Path.Exists(path) || (heading is not null && !Headings(path).Contains(heading)))
            {
                yield return Named(document, target);
            }
        }
    }

    /// <summary>The names that GitHub gives to a document's headings.</summary>
    private static IEnumerable<string> Headings(string document) =>
        Heading()
            .Matches(CodeBlock().Replace(File.ReadAllText(document), ""))
            .Select(match =>
                NotInAnchor().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-')
            );

    private static string Named(string path, string what) =>
        $"{Path.GetRelativePath(RepositoryRoot.Path, path)}: {what}";

    /// <summary>The target of a link or picture, unless it has a scheme such as https.</summary>
    [GeneratedRegex("""\]\((?![a-z+.-]+:)([^)\s]+)(?:\s"[^"]*")?\)""")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchor();

    // In brackets, so that this file does not name them either.
    [GeneratedRegex(@"(?<![\w.~-])/(?:[w]ork|[r]oot)/[\w.-]*")]
    private static partial Regex MachinePath();
}
