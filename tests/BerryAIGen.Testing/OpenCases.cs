using System.Text.Json;
using Xunit;

namespace BerryAIGen.Testing;

/// <summary>The open cases: inputs and expectations from elsewhere that lie beside the checkout, or do not.</summary>
public static class OpenCases
{
    /// <summary>Skips the running test when the open cases are not there.</summary>
    public static string Folder(string category)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "cases", category);
            if (Directory.Exists(candidate))
                return candidate;
        }
        Assert.Skip($"the open cases \"{category}\" are not beside this checkout");
        throw new InvalidOperationException("unreachable");
    }

    /// <summary>The cases of a category as its <c>expected.json</c> lists them.</summary>
    public static IReadOnlyList<OpenCase> List(string category)
    {
        var path = Path.Combine(Folder(category), "expected.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return
        [
            .. document
                .RootElement.GetProperty("cases")
                .EnumerateArray()
                .Select(row => new OpenCase(row.GetProperty("id").GetString()!, row.GetProperty("expected").Clone())),
        ];
    }
}

/// <summary>One case: its id and what is expected, a JSON object of the category's own shape.</summary>
public sealed record OpenCase(string Id, JsonElement Expected)
{
    /// <summary>A member's text, null when it is missing or null.</summary>
    public string? Text(string member) =>
        Expected.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.ToString()
            : null;
}
