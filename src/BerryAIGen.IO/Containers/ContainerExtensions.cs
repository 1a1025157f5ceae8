using System.Collections.Frozen;

namespace BerryAIGen.IO.Containers;

/// <summary>What is known of each container besides its first bytes.</summary>
public static class ContainerExtensions
{
    private static readonly FrozenDictionary<Container, (string? FileExtension, string Description)> Known =
        new Dictionary<Container, (string?, string)>
        {
            [Container.Unknown] = (null, "a file of unknown format"),
            [Container.Safetensors] = (".safetensors", "a safetensors file"),
            [Container.Gguf] = (".gguf", "a GGUF file"),
            [Container.Onnx] = (".onnx", "an ONNX file"),
            [Container.Zip] = (".zip", "a zip archive or PyTorch file"),
            [Container.Pickle] = (".pkl", "a pickle"),
            [Container.SevenZip] = (".7z", "a 7z archive"),
            [Container.Rar] = (".rar", "a RAR archive"),
            [Container.Gzip] = (".gz", "a gzip file"),
            [Container.Tar] = (".tar", "a tar archive"),
            [Container.Numpy] = (".npy", "a NumPy array"),
            [Container.LfsPointer] = (null, "a Git LFS pointer, not the file it stands for"),
            [Container.Html] = (".html", "an HTML page"),
            [Container.Xml] = (".xml", "an XML document"),
            [Container.Json] = (".json", "a JSON document"),
            [Container.Png] = (".png", "a PNG picture"),
            [Container.Jpeg] = (".jpeg", "a JPEG picture"),
            [Container.Gif] = (".gif", "a GIF picture"),
            [Container.WebP] = (".webp", "a WebP picture"),
            [Container.Avif] = (".avif", "an AVIF picture"),
            [Container.Heic] = (".heic", "a HEIC picture"),
            [Container.Mp4] = (".mp4", "an MP4 video"),
            [Container.WebM] = (".webm", "a WebM video"),
            [Container.Matroska] = (".mkv", "a Matroska video"),
        }.ToFrozenDictionary();

    /// <summary>The usual extension with its dot; null when there is none.</summary>
    public static string? FileExtension(this Container container) => Known[container].FileExtension;

    /// <summary>The media type of a picture or a video that browsers show; null for everything else.</summary>
    public static string? MediaType(this Container container) =>
        container switch
        {
            Container.Png => "image/png",
            Container.Jpeg => "image/jpeg",
            Container.Gif => "image/gif",
            Container.WebP => "image/webp",
            Container.Avif => "image/avif",
            Container.Heic => "image/heic",
            Container.Mp4 => "video/mp4",
            Container.WebM => "video/webm",
            Container.Matroska => "video/x-matroska",
            _ => null,
        };

    /// <summary>A few words for a sentence, with their article: "an HTML page".</summary>
    public static string Describe(this Container container) => Known[container].Description;

    /// <summary>Whether it is a page or a message that a server sent in place of the file.</summary>
    public static bool IsServerMessage(this Container container) =>
        container is Container.Html or Container.Xml or Container.Json;

    /// <summary>Whether it is a picture or a video.</summary>
    public static bool IsMedia(this Container container) => container >= Container.Png;
}
