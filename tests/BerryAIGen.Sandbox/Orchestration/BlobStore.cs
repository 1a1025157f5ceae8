using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Downloads;
using BerryAIGen.Sandbox.Images;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>The results and the uploads, which live for 30 days.</summary>
internal sealed class BlobStore(SiteAddresses addresses, SignedLinks links, TimeProvider time)
{
    public const int Width = 64;
    public const int Height = 48;

    private static readonly TimeSpan Life = TimeSpan.FromDays(30);
    private readonly ConcurrentDictionary<string, StoredBlob> blobs = new(StringComparer.Ordinal);
    private int count;

    public StoredBlob Promise(string media, string jobId) =>
        Add(new StoredBlob(NextId(media), media, count) { JobId = jobId, ExpiresAt = time.GetUtcNow() + Life });

    public StoredBlob Upload(byte[] bytes, string mediaType)
    {
        var media = mediaType.Split('/')[0];
        return Add(
            new StoredBlob(NextId(media), media, 0)
            {
                Uploaded = bytes,
                MediaType = mediaType,
                IsAvailable = true,
                ExpiresAt = time.GetUtcNow() + Life,
            }
        );
    }

    public StoredBlob? Find(string id) =>
        blobs.TryGetValue(id, out var blob) && blob.ExpiresAt > time.GetUtcNow() ? blob : null;

    public void Refresh(StoredBlob blob) => blob.ExpiresAt = time.GetUtcNow() + Life;

    /// <summary>The address at the storage, which needs no key and takes none.</summary>
    public string LinkOf(StoredBlob blob, string? name) =>
        links.Create($"/orchestrator/{blob.Id}", $"inline; filename=\"{name ?? blob.Id}\"");

    public static (byte[] Bytes, string MediaType) BytesOf(StoredBlob blob) =>
        blob switch
        {
            { Uploaded: { } bytes } => (bytes, blob.MediaType!),
            { Media: "video" } => (PictureEndpoint.Video, "video/mp4"),
            { Media: "image" } => (PngPicture.Create(Width, Height, blob.Hue), "image/png"),
            _ => ([.. "RIFF"u8, 4, 0, 0, 0, .. "WAVE"u8], "audio/wav"),
        };

    /// <summary>As the answers show it; a recorded answer leaves the type out where it is plain.</summary>
    public JsonObject Json(StoredBlob blob)
    {
        var json = new JsonObject
        {
            ["id"] = blob.Id,
            ["available"] = blob.IsAvailable,
            ["url"] = $"{addresses.Orchestrator}/v2/consumer/blobs/{blob.Id}?sig=sandbox",
            ["urlExpiresAt"] = JsonText.Date(time.GetUtcNow() + TimeSpan.FromHours(1)),
            ["jobId"] = blob.JobId,
            ["nsfwLevel"] = blob.NsfwLevel,
        };
        if (blob.Media is "image" or "video")
            (json["width"], json["height"]) = (Width, Height);
        else
            json["type"] = blob.Media;
        if (blob.BlockedReason is { } reason)
            json["blockedReason"] = reason;
        return json;
    }

    private StoredBlob Add(StoredBlob blob) => blobs[blob.Id] = blob;

    private string NextId(string media) =>
        $"{Interlocked.Increment(ref count):D6}{Guid.NewGuid().ToString("N")[..8]}."
        + media switch
        {
            "video" => "mp4",
            "image" => "png",
            "model3d" => "glb",
            _ => "wav",
        };
}
