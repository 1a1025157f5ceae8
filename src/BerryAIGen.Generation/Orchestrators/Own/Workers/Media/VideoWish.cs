namespace BerryAIGen.Generation.Orchestrators.Own.Workers.Media;

/// <summary>What is to be seen of a video, or made of it.</summary>
/// <param name="Source">Null while it is open.</param>
internal sealed record VideoWish(string? Source)
{
    private const int MostFrames = 1000;
    private const int Widest = 7680;
    private static readonly string[] Containers = ["mp4", "webM"];

    /// <summary>Pictures taken of a second.</summary>
    public double Rate { get; private init; }

    /// <summary>From which share of pixels on a picture counts as the one before.</summary>
    public double Threshold { get; private init; }

    /// <summary>The most pictures.</summary>
    public int Most { get; private init; }

    /// <summary>In seconds.</summary>
    public double Start { get; private init; }

    public string Container { get; private init; } = "";

    public int Width { get; private init; }

    /// <summary>Remembers what is wrong.</summary>
    public static VideoWish Read(string type, InputReader reader)
    {
        switch (type)
        {
            case VideoWorker.Metadata:
                reader.Only("video");
                return new VideoWish(reader.Text("video", isRequired: true));
            case VideoWorker.Frames:
                reader.Only("videoUrl", "frameRate", "uniqueThreshold", "maxFrames", "startTime");
                return new VideoWish(reader.Text("videoUrl", isRequired: true))
                {
                    Rate = reader.Number("frameRate", 0.001, 120) ?? 1,
                    Threshold = reader.Number("uniqueThreshold", 0, 1) ?? 0.9,
                    Most = reader.Whole("maxFrames", 1, MostFrames) ?? MostFrames,
                    Start = reader.Number("startTime", 0, 1_000_000) ?? 0,
                };
            default:
                reader.Only("sourceUrl", "containerFormat", "width", "destinationUrl");
                if (reader.Has("destinationUrl"))
                    reader.Refuse("destinationUrl", "Nothing is sent to other places from here; fetch the blob.");
                return new VideoWish(reader.Text("sourceUrl", isRequired: true))
                {
                    Container = reader.Word("containerFormat", Containers) ?? Containers[0],
                    Width = reader.Whole("width", 2, Widest, isRequired: true) ?? 0,
                };
        }
    }
}
