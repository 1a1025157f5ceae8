using System.Text.Json;
using Xunit;

namespace BerryAIGen.Testing;

/// <summary>The open cases: inputs and expectations from elsewhere that lie beside the checkout, or do not.</summary>
public static class OpenCases
{
    /// <summary>The folder of one category, or null on a machine that has no open cases.</summary>
    public static string? Find(string category)
    {
        var folder = Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "..", "shared", "cases", category));
        return Directory.Exists(folder) ? folder : null;
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
