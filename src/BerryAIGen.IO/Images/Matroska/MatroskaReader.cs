namespace BerryAIGen.IO.Images.Matroska;

/// <summary>Size and tags of WebM and Matroska (RFC 9559); ComfyUI's videos carry <c>PROMPT</c> and <c>WORKFLOW</c> as tags.</summary>
internal static class MatroskaReader
{
    private const uint Segment = 0x18538067;
    private const uint Information = 0x1549A966;
    private const uint Title = 0x7BA9;
    private const uint Tracks = 0x1654AE6B;
    private const uint Track = 0xAE;
    private const uint Video = 0xE0;
    private const uint PixelWidth = 0xB0;
    private const uint PixelHeight = 0xBA;
    private const uint Tags = 0x1254C367;
    private const uint Tag = 0x7373;
    private const uint SimpleTag = 0x67C8;
    private const uint TagName = 0x45A3;
    private const uint TagText = 0x4487;

    internal static void Read(ImageBytes file, FoundContent found)
    {
        var parts = EbmlElement.List(file, 0, file.Length).Where(part => part.Id == Segment);
        foreach (var part in parts.SelectMany(segment => segment.Inside(file)))
        {
            switch (part.Id)
            {
                case Information:
                    foreach (var title in part.Inside(file).Where(element => element.Id == Title))
                    {
                        Add("title", Text(file, title, found), found);
                    }

                    break;
                case Tracks:
                    ReadSize(file, part, found);
                    break;
                case Tags:
                    ReadTags(file, part, found);
                    break;
            }
        }
    }

    private static void ReadSize(ImageBytes file, EbmlElement tracks, FoundContent found)
    {
        var videos = tracks
            .Inside(file)
            .Where(track => track.Id == Track)
            .SelectMany(track => track.Inside(file).Where(element => element.Id == Video));
        foreach (var video in videos)
        {
            var numbers = video.Inside(file).ToLookup(element => element.Id, element => Number(file, element));
            found.Size(numbers[PixelWidth].FirstOrDefault(), numbers[PixelHeight].FirstOrDefault());
        }
    }

    private static void ReadTags(ImageBytes file, EbmlElement tags, FoundContent found)
    {
        var simple = tags.Inside(file)
            .Where(tag => tag.Id == Tag)
            .SelectMany(tag => tag.Inside(file).Where(element => element.Id == SimpleTag));
        foreach (var tag in simple)
        {
            var texts = tag.Inside(file)
                .Where(element => element.Id is TagName or TagText)
                .ToLookup(element => element.Id, element => Text(file, element, found));
            Add(texts[TagName].FirstOrDefault() ?? "", texts[TagText].FirstOrDefault(), found);
        }
    }

    private static void Add(string name, string? text, FoundContent found)
    {
        if (text is not null)
        {
            found.Add(name, text, "Matroska tag");
        }
    }

    private static string? Text(ImageBytes file, EbmlElement element, FoundContent found) =>
        found.Take(file, element.Start, element.Length, "A tag") is { } bytes ? TextBytes.Decode(bytes) : null;

    private static long Number(ImageBytes file, EbmlElement element)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (element.Length is < 1 or > 8 || !file.TryRead(element.Start, bytes[..(int)element.Length]))
        {
            return 0;
        }

        var number = 0L;
        foreach (var value in bytes[..(int)element.Length])
        {
            number = (number << 8) | value;
        }

        return number;
    }
}
