using BerryAIGen.IO.Containers;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>Recognises answers that are a page or an error message in place of a file, whatever their status.</summary>
internal static class PageAnswer
{
    /// <summary>What the media type admits to be, null when it may be a file.</summary>
    internal static string? Recognize(string? mediaType) =>
        mediaType?.ToUpperInvariant() switch
        {
            "TEXT/HTML" or "APPLICATION/XHTML+XML" => Container.Html.Describe(),
            "TEXT/XML" or "APPLICATION/XML" => Container.Xml.Describe(),
            "APPLICATION/JSON" or "TEXT/JSON" or "APPLICATION/PROBLEM+JSON" => Container.Json.Describe(),
            _ => null,
        };

    /// <summary>What the first bytes are, null when they may be a file.</summary>
    internal static string? Recognize(ReadOnlySpan<byte> start)
    {
        var container = ContainerDetector.Detect(start[..Math.Min(start.Length, ContainerDetector.HeadBytes)]);
        return container.IsServerMessage() ? container.Describe() : null;
    }
}
