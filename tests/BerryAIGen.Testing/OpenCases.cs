using System.Text.Json;
using Xunit;

namespace BerryAIGen.Testing;

/// <summary>The open cases: inputs and expectations from elsewhere that lie beside the checkout, or do not.</summary>
public static class OpenCases
{
    // Names the folder of all categories where it does not lie beside the checkout.
    private const string Variable = "BERRY_OPEN_CASES";

    /// <summary>The folder of one category, or null on a machine that has no open cases.</summary>
    /// <exception cref="DirectoryNotFoundException">The variable names a folder without this category.</exception>
    public static string? Find(string category)
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        var root = named ?? Path.Combine(RepositoryRoot.Path, "..", "shared", "cases");
        var folder = Path.GetFullPath(Path.Combine(root, category));
        if (Directory.Exists(folder))
        {
            return folder;
        }

        return named is null ? null : throw new DirectoryNotFoundException($"{Variable}: there is no {folder}.");
    }

    /// <summary>The folder of one category; skips the running test when the open cases are not there.</summary>
    public static string Require(string category)
    {
        var folder = Find(category);
        if (folder is null)
        {
            Assert.Skip($"The open cases '{category}' are not beside this checkout.");
        }

        return folder;
    }

    /// <summary>
    /// A file of the tables that lie beside the cases; without it the running test is skipped by its name, or fails where the
    /// cases are there and <c>CI</c> is set.
    /// </summary>
    public static string RequireFacts(string name) => RequireFacts(Require("generator"), name, InstalledTools.IsJudged);

    /// <param name="category">The folder of a category that is there.</param>
    /// <param name="name">The table's file.</param>
    /// <param name="isJudged">Whether a test that is left out counts as one that fails.</param>
    public static string RequireFacts(string category, string name, bool isJudged)
    {
        var path = Path.GetFullPath(Path.Combine(category, "..", "..", "facts", name));
        InstalledTools.Require(
            File.Exists(path),
            $"The table {name} is not beside the open cases, in {Path.GetDirectoryName(path)}.",
            isJudged
        );
        return path;
    }

    /// <summary>The cases of a category as its <c>expected.json</c> lists them.</summary>
    public static IReadOnlyList<OpenCase> List(string category)
    {
        var path = Path.Combine(Require(category), "expected.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(OpenCase.From)];
    }
}

/// <summary>One case.</summary>
/// <param name="Id">Its name, for messages.</param>
/// <param name="Files">Paths of its files inside the category's folder; often none.</param>
/// <param name="Expected">What is expected, a JSON object of the category's own shape.</param>
public sealed record OpenCase(string Id, IReadOnlyList<string> Files, JsonElement Expected)
{
    /// <summary>A member's text, null when it is missing or null.</summary>
    public string? Text(string member) =>
        Expected.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.ToString()
            : null;

    internal static OpenCase From(JsonElement row) =>
        new(
            row.GetProperty("id").GetString()!,
            [.. row.GetProperty("files").EnumerateArray().Select(file => file.GetString()!)],
            row.GetProperty("expected").Clone()
        );
}
