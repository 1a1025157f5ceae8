namespace BerryAIGen.Library.Graphs.Reading;

/// <summary>Addresses out of files of strangers: those of the web, and nothing that leads to this machine's files.</summary>
internal static class WebAddress
{
    /// <summary>Null for what is no address of the web.</summary>
    public static Uri? TryParse(string? text) =>
        Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address
            : null;

    /// <summary>The last part of its path, as a file name; empty when there is none.</summary>
    public static string FileName(Uri address) => Uri.UnescapeDataString(address.AbsolutePath.Split('/')[^1]);
}
