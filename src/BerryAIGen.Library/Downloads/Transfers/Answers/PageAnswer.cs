using BerryAIGen.IO.Containers;

namespace BerryAIGen.Library.Downloads.Transfers.Answers;

/// <summary>
/// Recognises answers that are a page or an error message in place of a file, whatever their status: JSON is a file only
/// for <c>.json</c>, XML only for <c>.xml</c>, HTML only for <c>.html</c>.
/// </summary>
internal static class PageAnswer
{
    /// <summary>What the media type admits to be, null when it may be the file of this name.</summary>
    internal static string? Recognize(string? mediaType, string fileName) =>
        mediaType?.ToUpperInvariant() switch
        {
            "TEXT/HTML" or "APPLICATION/XHTML+XML" => InPlaceOf(fileName, Container.Html),
            "TEXT/XML" or "APPLICATION/XML" => InPlaceOf(fileName, Container.Xml),
            "APPLICATION/JSON" or "TEXT/JSON" => InPlaceOf(fileName, Container.Json),
            "APPLICATION/PROBLEM+JSON" => Container.Json.Describe(),
            _ => null,
        };

    /// <summary>What the first bytes are, null when they may be the file of this name.</summary>
    internal static string? Recognize(ReadOnlySpan<byte> start, string fileName)
    {
        var container = ContainerDetector.Detect(start[..Math.Min(start.Length, ContainerDetector.HeadBytes)]);
        return IsPage(container, fileName) ? container.Describe() : null;
    }

    /// <summary>Whether bytes of this kind are a page or a message under this name.</summary>
    internal static bool IsPage(Container container, string fileName)
    {
        var extension = Path.GetExtension(fileName);
        // Markdown may begin with a tag; that its server calls it HTML is another matter.
        return container.IsServerMessage()
            && !extension.Equals(container.FileExtension(), StringComparison.OrdinalIgnoreCase)
            && !(container == Container.Html && extension.Equals(".md", StringComparison.OrdinalIgnoreCase));
    }

    private static string? InPlaceOf(string fileName, Container container) =>
        Path.GetExtension(fileName).Equals(container.FileExtension(), StringComparison.OrdinalIgnoreCase)
            ? null
            : container.Describe();
}
