using System.Text.Json.Nodes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers.Media;

/// <summary>Tells perceptual hashes of a picture, or of the first picture of a video.</summary>
public sealed class HashWorker : IStepWorker
{
    private const string Difference = "perceptual";
    private const string Cosine = "perceptualDct";
    private const string LongCosine = "perceptualDct256";
    private static readonly string[] Kinds = [Difference, Cosine, LongCosine];

    public string Name => "hashes";

    public IReadOnlyCollection<string> Types { get; } = ["mediaHash"];

    public void Check(string type, JsonNode? input, string place, FieldProblems problems)
    {
        if (InputReader.Open(input, place, problems) is { } reader)
            Read(reader);
    }

    public async Task<JsonObject> RunAsync(StepWork work, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        var (address, kinds) = Read(InputReader.Open(work.Input, "input", problems)!);
        problems.ThrowIfAny();
        var file = await work.FetchAsync(address!, cancellationToken).ConfigureAwait(false);
        var facts = await Ffmpeg.LookAsync(work, file, cancellationToken).ConfigureAwait(false);
        if (!facts.HasPicture)
            throw new LibraryException(
                FailureCode.Usage,
                $"The file is {file.Kind.MediaType} without a picture; only what is to be seen has these hashes."
            );
        Vips.CheckSize((facts.Width, facts.Height), "taken");
        var hashes = new JsonObject();
        foreach (var kind in kinds)
            hashes[kind] = kind switch
            {
                Difference => PerceptualHashes.Difference(await GreysAsync(9, 8).ConfigureAwait(false), 9),
                Cosine => PerceptualHashes.Cosine(await GreysAsync(32, 32).ConfigureAwait(false), 8),
                _ => PerceptualHashes.Cosine(await GreysAsync(64, 64).ConfigureAwait(false), 16),
            };
        return new JsonObject { ["hashes"] = hashes };

        async Task<byte[]> GreysAsync(int width, int height)
        {
            var name = $"greys-{width}x{height}";
            string[] arguments =
            [
                // Else it makes up what is missing, and that would have a hash, too.
                "-err_detect",
                "explode",
                .. Ffmpeg.Input(file),
                "-frames:v",
                "1",
                "-vf",
                $"scale={width}:{height}:flags=area,format=gray",
                "-f",
                "rawvideo",
                name,
            ];
            try
            {
                await Ffmpeg.RunAsync(work, arguments, cancellationToken).ConfigureAwait(false);
            }
            catch (LibraryException known)
                when (known is not MachineFaultException && known.Failure.Code == FailureCode.Failed)
            {
                throw new LibraryException(
                    FailureCode.Usage,
                    $"The file has no picture that could be read whole: {known.Message}"
                );
            }

            var greys = await File.ReadAllBytesAsync(Path.Combine(work.Folder, name), cancellationToken)
                .ConfigureAwait(false);
            return greys.Length == width * height
                ? greys
                : throw new LibraryException(FailureCode.Usage, "The file has no picture that could be read.");
        }
    }

    private static (string? Address, IReadOnlyList<string> Kinds) Read(InputReader reader)
    {
        reader.Only("mediaUrl", "hashTypes");
        return (reader.Text("mediaUrl", isRequired: true), reader.Words("hashTypes", Kinds));
    }
}
