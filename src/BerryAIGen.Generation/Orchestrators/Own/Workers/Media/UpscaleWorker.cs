using System.Text.Json.Nodes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers.Media;

/// <summary>Makes pictures and videos larger by Lanczos resampling: sharp, but nothing is in them that was not before.</summary>
public sealed class UpscaleWorker : IStepWorker
{
    private const string Picture = "imageUpscaler";
    private const string Lanczos = "flags=lanczos+accurate_rnd+full_chroma_int";

    // 8K, and a little.
    private const long MostVideoPixels = 36_000_000;

    public string Name => "lanczos";

    public IReadOnlyCollection<string> Types { get; } = [Picture, "videoUpscaler"];

    public void Check(string type, JsonNode? input, string place, FieldProblems problems)
    {
        if (InputReader.Open(input, place, problems) is { } reader)
            Read(type, reader);
    }

    public async Task<JsonObject> RunAsync(StepWork work, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        var (source, factor) = Read(work.Type, InputReader.Open(work.Input, "input", problems)!);
        problems.ThrowIfAny();
        var file = await work.FetchAsync(source!, cancellationToken).ConfigureAwait(false);
        var what = work.Type == Picture ? "image" : "video";
        if (file.Kind.BlobType != what)
            throw new LibraryException(FailureCode.Usage, $"The file is {file.Kind.MediaType}, which is no {what}.");
        return work.Type == Picture
            ? new JsonObject
            {
                ["blob"] = await PictureAsync(work, file, factor, cancellationToken).ConfigureAwait(false),
            }
            : new JsonObject
            {
                ["video"] = await VideoAsync(work, file, factor, cancellationToken).ConfigureAwait(false),
            };
    }

    private static async Task<JsonObject> PictureAsync(
        StepWork work,
        MediaFile file,
        int factor,
        CancellationToken cancellationToken
    )
    {
        var (name, upright) = (Path.GetFileName(file.Path), "upright.png");
        if (await Vips.PagesAsync(work, name, cancellationToken).ConfigureAwait(false) > 1)
            throw new LibraryException(
                FailureCode.Usage,
                "A moving picture is not enlarged by this step; convertImage resizes it."
            );
        var size = await Vips.SizeAsync(work, name, cancellationToken).ConfigureAwait(false);
        Vips.CheckSize(((long)size.Width * factor, (long)size.Height * factor), "made");
        // As it is to be looked at; and libvips enlarges by cubic interpolation, whatever it is asked for.
        await Vips.RunAsync(work, cancellationToken, "autorot", name, upright).ConfigureAwait(false);
        var turned = await Vips.SizeAsync(work, upright, cancellationToken).ConfigureAwait(false);
        var made = await EnlargeAsync(
                work,
                new MediaFile(upright, MediaKind.Png),
                (turned.Width * factor, turned.Height * factor),
                ["-frames:v", "1"],
                cancellationToken
            )
            .ConfigureAwait(false);
        return await work.KeepAsync(made, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<JsonObject> VideoAsync(
        StepWork work,
        MediaFile file,
        int factor,
        CancellationToken cancellationToken
    )
    {
        var facts = await Ffmpeg.LookAsync(work, file, cancellationToken).ConfigureAwait(false);
        if (!facts.HasPicture)
            throw new LibraryException(FailureCode.Usage, "The file has no moving picture in it.");
        // Both formats store pairs of pixels.
        var (width, height) = (facts.Width * factor / 2 * 2, facts.Height * factor / 2 * 2);
        if ((long)width * height > MostVideoPixels)
            throw new LibraryException(
                FailureCode.Usage,
                $"{width} × {height} pixels are too many for a video; {MostVideoPixels / 1_000_000} megapixels are made."
            );
        var made = await EnlargeAsync(
                work,
                file,
                (width, height),
                ["-map_metadata", "-1", .. Ffmpeg.Output(file.Kind)],
                cancellationToken
            )
            .ConfigureAwait(false);
        return await work.KeepAsync(made, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<MadeFile> EnlargeAsync(
        StepWork work,
        MediaFile file,
        (int Width, int Height) size,
        string[] options,
        CancellationToken cancellationToken
    )
    {
        var made = $"made{file.Kind.Ending}";
        var filter = $"scale={size.Width}:{size.Height}:{Lanczos}";
        await Ffmpeg
            .RunAsync(work, [.. Ffmpeg.Input(file), "-vf", filter, .. options, made], cancellationToken)
            .ConfigureAwait(false);
        return new MadeFile(Path.Combine(work.Folder, made), file.Kind, size.Width, size.Height);
    }

    private static (string? Source, int Factor) Read(string type, InputReader reader)
    {
        if (reader.Has("model"))
            reader.Refuse("model", "No model is run here, it is enlarged by Lanczos resampling; leave it out.");
        if (type != Picture)
        {
            reader.Only("video", "scaleFactor", "model");
            return (reader.Text("video", isRequired: true), reader.Whole("scaleFactor", 2, 4) ?? 2);
        }

        reader.Only("image", "model", "numberOfRepeats");
        // Each one doubles it.
        return (reader.Text("image", isRequired: true), 1 << (reader.Whole("numberOfRepeats", 1, 3) ?? 1));
    }
}
