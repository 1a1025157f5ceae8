using BerryAIGen.IO.Containers;

namespace BerryAIGen.Generation.Outputs;

/// <summary>What a result is by its own bytes, and how its file is called.</summary>
internal static class OutputKinds
{
    // Sounds and models have no detector of their own: these are their first bytes.
    private static readonly (byte[] Magic, int At, string Extension, string MediaType)[] Others =
    [
        ([.. "WAVE"u8], 8, ".wav", "audio/wav"),
        ([.. "ID3"u8], 0, ".mp3", "audio/mpeg"),
        ([0xFF, 0xFB], 0, ".mp3", "audio/mpeg"),
        ([0xFF, 0xF3], 0, ".mp3", "audio/mpeg"),
        ([.. "fLaC"u8], 0, ".flac", "audio/flac"),
        ([.. "OggS"u8], 0, ".ogg", "audio/ogg"),
        ([.. "glTF"u8], 0, ".glb", "model/gltf-binary"),
        ([.. "Kaydara FBX"u8], 0, ".fbx", "application/octet-stream"),
        ([.. "<svg"u8], 0, ".svg", "image/svg+xml"),
    ];

    /// <summary>Null for what is none of the kinds that are generated.</summary>
    /// <param name="head">The first bytes.</param>
    /// <param name="blobId">The orchestrator's name, whose ending tells apart what bytes cannot.</param>
    public static (string Extension, string MediaType, bool TakesRecipe)? Of(ReadOnlySpan<byte> head, string? blobId)
    {
        switch (ContainerDetector.Detect(head))
        {
            case Container.Png:
                return (".png", "image/png", true);
            case Container.Jpeg:
                return (".jpg", "image/jpeg", true);
            case Container.WebP:
                return (".webp", "image/webp", true);
            case Container.Gif:
                return (".gif", "image/gif", false);
            case Container.Avif:
                return (".avif", "image/avif", false);
            case Container.Heic:
                return (".heic", "image/heic", false);
            case Container.Mp4:
                return (".mp4", "video/mp4", false);
            case Container.WebM:
                return (".webm", "video/webm", false);
            case Container.Matroska:
                return (".mkv", "video/x-matroska", false);
            case Container.Safetensors:
                return (".safetensors", "application/octet-stream", false);
        }

        foreach (var (magic, at, extension, mediaType) in Others)
        {
            if (head.Length >= at + magic.Length && head.Slice(at, magic.Length).SequenceEqual(magic))
                return (extension, mediaType, false);
        }

        // OBJ and STL are texts without a beginning of their own.
        return Path.GetExtension(blobId)?.ToUpperInvariant() switch
        {
            ".OBJ" => (".obj", "model/obj", false),
            ".STL" => (".stl", "model/stl", false),
            _ => null,
        };
    }
}
