using BerryAIGen.IO.Containers;
using BerryAIGen.IO.Images.Gif;
using BerryAIGen.IO.Images.IsoMedia;
using BerryAIGen.IO.Images.Jpeg;
using BerryAIGen.IO.Images.Matroska;
using BerryAIGen.IO.Images.Png;
using BerryAIGen.IO.Images.WebP;

namespace BerryAIGen.IO.Images;

/// <summary>
/// Reads size and texts of pictures and videos, whatever their names say. Pixels are not decoded, broken parts cost only
/// themselves, and the memory needed is that of the texts.
/// </summary>
public static class ImageReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; it is only read.</param>
    /// <returns>What was found; of a file of another kind only what it is.</returns>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ImageContent Read(string path)
    {
        using var file = new ImageBytes(path);
        return Read(file);
    }

    /// <summary>Reads a file that is in memory.</summary>
    /// <param name="file">The whole file.</param>
    public static ImageContent Read(ReadOnlyMemory<byte> file)
    {
        using var bytes = new ImageBytes(file);
        return Read(bytes);
    }

    private static ImageContent Read(ImageBytes file)
    {
        Span<byte> head = stackalloc byte[ContainerDetector.HeadBytes];
        var container = ContainerDetector.Detect(head[..file.ReadAll(0, head)]);
        var found = new FoundContent();
        ReaderOf(container)?.Invoke(file, found);
        return found.Content(container);
    }

    private static Action<ImageBytes, FoundContent>? ReaderOf(Container container) =>
        container switch
        {
            Container.Png => PngReader.Read,
            Container.Jpeg => JpegReader.Read,
            Container.WebP => WebPReader.Read,
            Container.Gif => GifReader.Read,
            Container.Avif or Container.Heic => HeifReader.Read,
            Container.Mp4 => Mp4Reader.Read,
            Container.WebM or Container.Matroska => MatroskaReader.Read,
            _ => null,
        };
}
