using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Recording;

/// <summary>Puts a preview picture beside a model, named by what the bytes are; not getting one is no failure.</summary>
internal sealed class PreviewFetcher(DownloadHttp http)
{
    private const int MaxBytes = 16 << 20;

    // A1111, ComfyUI, SwarmUI and others look for these names.
    private static readonly string[] Endings = [".png", ".jpeg", ".jpg", ".webp", ".gif", ".avif", ".mp4", ".webm"];

    /// <summary>The picture's path; a picture that is there already stays.</summary>
    /// <returns>The path, or null and why there is none.</returns>
    public async Task<(string? Path, string? Note)> FetchAsync(
        string filePath,
        Uri address,
        CancellationToken cancellationToken
    )
    {
        var stem = Path.Combine(Path.GetDirectoryName(filePath)!, Path.GetFileNameWithoutExtension(filePath));
        if (Existing(stem) is { } existing)
            return (existing, null);
        try
        {
            using var answer = await http.GetAsync(new HttpQuestion { Address = address }, cancellationToken)
                .ConfigureAwait(false);
            if (answer.Response is not { IsSuccessStatusCode: true } response)
                return (
                    null,
                    $"no preview: {answer.Refusal?.Message ?? $"status {(int?)answer.Response?.StatusCode}"}"
                );
            var bytes = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
            return bytes is null ? (null, $"no preview: it is larger than {MaxBytes >> 20} MiB") : Save(stem, bytes);
        }
        catch (Exception ex) when (ex is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            return (null, $"no preview: {ex.Message}");
        }
    }

    private static (string? Path, string? Note) Save(string stem, byte[] bytes)
    {
        var container = ContainerDetector.Detect(bytes.AsSpan(0, Math.Min(bytes.Length, ContainerDetector.HeadBytes)));
        if (!container.IsMedia() || container.FileExtension() is not { } ending)
            return (null, $"no preview: the answer is {container.Describe()}");
        var path = $"{stem}.preview{ending}";
        AtomicFile.Write(path, bytes);
        return (path, null);
    }

    private static string? Existing(string stem) =>
        Endings
            .SelectMany(ending => new[] { $"{stem}.preview{ending}", $"{stem}{ending}" })
            .FirstOrDefault(File.Exists);

    private static async Task<byte[]?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > MaxBytes)
            return null;
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        using var buffer = new MemoryStream();
        var block = new byte[64 << 10];
        int read;
        while ((read = await stream.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
        {
            buffer.Write(block, 0, read);
            if (buffer.Length > MaxBytes)
                return null;
        }

        return buffer.ToArray();
    }
}
