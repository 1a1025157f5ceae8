using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Sidecars;

/// <summary>What the file itself says, and what follows from other facts.</summary>
internal static partial class FileFacts
{
    public static void Add(
        string filePath,
        SidecarFacts facts,
        IReadOnlyList<(string Application, string Path)> previews
    )
    {
        var file = new FileInfo(filePath);
        facts.Set("fileName", JsonValue.Create(file.Name));
        facts.Set("fileStem", JsonValue.Create(Path.GetFileNameWithoutExtension(file.Name)));
        facts.Set("filePath", JsonValue.Create(file.FullName.Replace('\\', '/')));
        facts.Set("sizeBytes", JsonValue.Create(file.Length));
        facts.Set(
            "modifiedSeconds",
            JsonValue.Create(new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds() / 1000.0)
        );
        if (previews.Count > 0)
            facts.Set("previewPath", JsonValue.Create(Path.GetFullPath(previews[0].Path).Replace('\\', '/')));
        if (facts.Text("description") is { } description)
            facts.TryAdd("plainDescription", JsonValue.Create(PlainText(description)));
    }

    // Descriptions are HTML of strangers; an application that shows plain text gets the text.
    internal static string PlainText(string html) =>
        Blank().Replace(WebUtility.HtmlDecode(Tag().Replace(Paragraph().Replace(html, "\n"), "")), "\n").Trim();

    [GeneratedRegex("</(?:p|h[1-6]|li|div)>|<br ?/?>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Paragraph();

    [GeneratedRegex("<[^<>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s*\n\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();
}
