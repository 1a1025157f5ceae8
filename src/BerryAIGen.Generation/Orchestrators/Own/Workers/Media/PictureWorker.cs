using System.Text.Json.Nodes;
using BerryAIGen.Library;
using static BerryAIGen.Generation.Orchestrators.Own.Workers.Media.Vips;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers.Media;

/// <summary>Changes pictures with libvips, one program run after the other; what is between two is a file of its own form.</summary>
public sealed class PictureWorker : IStepWorker
{
    private static readonly MediaKind[] Moving = [MediaKind.Gif, MediaKind.WebP];

    public string Name => "vips";

    public IReadOnlyCollection<string> Types { get; } = ["convertImage"];

    public void Check(string type, JsonNode? input, string place, FieldProblems problems)
    {
        if (InputReader.Open(input, place, problems) is { } reader)
            ConvertWish.Read(reader);
    }

    public async Task<JsonObject> RunAsync(StepWork work, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        var wish = ConvertWish.Read(InputReader.Open(work.Input, "input", problems)!);
        problems.ThrowIfAny();
        var source = await work.FetchAsync(wish!.Image!, cancellationToken).ConfigureAwait(false);
        if (source.Kind.BlobType != "image")
            throw new LibraryException(FailureCode.Usage, $"The picture is {source.Kind.MediaType}, which is none.");
        var name = Path.GetFileName(source.Path);
        CheckSize(await SizeAsync(work, name, cancellationToken).ConfigureAwait(false), "taken");
        var (now, frames) = await LoadAsync(work, source, wish, cancellationToken).ConfigureAwait(false);
        foreach (var (index, change) in wish.Changes.Index())
        {
            var next = $"{index + 1}.v";
            if (change.Width is { } width)
                await ResizeAsync(work, now, next, width, frames, cancellationToken).ConfigureAwait(false);
            else if (frames == 1)
                await BlurAsync(work, now, next, change, cancellationToken).ConfigureAwait(false);
            else
                throw new LibraryException(
                    FailureCode.Usage,
                    "A moving picture is not blurred here; make it one picture (output.maxFrames: 1)."
                );
            Drop(work, now);
            now = next;
            work.Report((index + 1) / (wish.Changes.Count + 1.0));
        }

        var (wide, high) = await SizeAsync(work, now, cancellationToken).ConfigureAwait(false);
        var made = $"made{wish.Kind.Ending}";
        string[] options = [wish.SaveOptions, frames > 1 ? $"page-height={Text(high / frames)}" : ""];
        var saved = string.Join(',', options.Where(option => option.Length > 0));
        await Vips.RunAsync(work, cancellationToken, "copy", now, $"{made}[{saved}]").ConfigureAwait(false);
        var blob = await work.KeepAsync(
                new MadeFile(Path.Combine(work.Folder, made), wish.Kind, wide, high / frames),
                cancellationToken
            )
            .ConfigureAwait(false);
        return new JsonObject { ["blob"] = blob };
    }

    // As it is to be looked at: what a camera notes about turning is done, so that every later change sees the same picture.
    private static async Task<(string Name, int Frames)> LoadAsync(
        StepWork work,
        MediaFile source,
        ConvertWish wish,
        CancellationToken cancellationToken
    )
    {
        const string loaded = "0.v";
        var name = Path.GetFileName(source.Path);
        // Only these hold several pictures, and only these keep them; they lie below each other then.
        var frames =
            Moving.Contains(source.Kind) && Moving.Contains(wish.Kind)
                ? await PagesAsync(work, name, cancellationToken).ConfigureAwait(false)
                : 1;
        frames = Math.Min(frames, wish.MostFrames ?? int.MaxValue);
        if (frames > 1)
        {
            await Vips.RunAsync(work, cancellationToken, "copy", $"{name}[n={Text(frames)}]", loaded)
                .ConfigureAwait(false);
            CheckSize(await SizeAsync(work, loaded, cancellationToken).ConfigureAwait(false), "taken");
        }
        else
            await Vips.RunAsync(work, cancellationToken, "autorot", name, loaded).ConfigureAwait(false);
        return (loaded, frames);
    }

    private static async Task ResizeAsync(
        StepWork work,
        string from,
        string to,
        int width,
        int frames,
        CancellationToken cancellationToken
    )
    {
        var size = await SizeAsync(work, from, cancellationToken).ConfigureAwait(false);
        var high = Math.Max(1, Math.Round(size.Height / frames * (double)width / size.Width)) * frames;
        CheckSize((width, (int)Math.Min(high, int.MaxValue)), "made");
        await Vips.RunAsync(
                work,
                cancellationToken,
                "resize",
                from,
                to,
                Text(width / (double)size.Width),
                "--vscale",
                Text(high / size.Height)
            )
            .ConfigureAwait(false);
    }

    private static async Task BlurAsync(
        StepWork work,
        string from,
        string to,
        ImageChange change,
        CancellationToken cancellationToken
    )
    {
        var size = await SizeAsync(work, from, cancellationToken).ConfigureAwait(false);
        var blurred = $"b-{to}";
        await Vips.RunAsync(work, cancellationToken, "gaussblur", from, blurred, Text(change.Blur!.Value))
            .ConfigureAwait(false);
        // Inside of the regions stands the other picture: the blurred one, or the one before. Without any all is blurred.
        var isInside = change.IsInside && change.Regions.Count > 0;
        var (under, above) = isInside ? (from, blurred) : (blurred, from);
        foreach (var (index, region) in change.Regions.Index())
        {
            if (region.Within(size.Width, size.Height) is not { } inside)
                continue;
            var (piece, joined) = ($"p{index}-{to}", $"j{index}-{to}");
            string[] place = [Text(inside[0]), Text(inside[1])];
            await Vips.RunAsync(
                    work,
                    cancellationToken,
                    "extract_area",
                    above,
                    piece,
                    place[0],
                    place[1],
                    Text(inside[2]),
                    Text(inside[3])
                )
                .ConfigureAwait(false);
            await Vips.RunAsync(work, cancellationToken, "insert", under, piece, joined, place[0], place[1])
                .ConfigureAwait(false);
            Drop(work, piece);
            if (under != from && under != blurred)
                Drop(work, under);
            under = joined;
        }

        // The caller drops what it came from.
        if (under == from)
            await Vips.RunAsync(work, cancellationToken, "copy", under, to).ConfigureAwait(false);
        else
            File.Move(Path.Combine(work.Folder, under), Path.Combine(work.Folder, to));
        if (under != blurred)
            Drop(work, blurred);
    }

    // What is between two changes is large, and there may be hundreds of changes.
    private static void Drop(StepWork work, string name) => File.Delete(Path.Combine(work.Folder, name));
}
