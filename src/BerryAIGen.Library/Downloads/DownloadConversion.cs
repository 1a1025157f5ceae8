using BerryAIGen.IO.Safetensors;
using BerryAIGen.Library.Conversion;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Library.Downloads;

/// <summary>What the rules of a root make of a checkpoint that has just come; the download has succeeded whatever happens here.</summary>
internal sealed class DownloadConversion(Func<ModelConverter> converter)
{
    private static readonly string[] Pickles = [".ckpt", ".pt", ".pth", ".bin"];

    /// <returns>What a person should know, null when there is no rule for the file.</returns>
    public async Task<string?> RunAsync(PlannedFile plan, string path, CancellationToken cancellationToken)
    {
        if (plan.AfterDownload is not { } rule)
            return null;
        try
        {
            if (!await IsForAsync(rule, path, cancellationToken).ConfigureAwait(false))
                return null;
            var request = new ConversionRequest(path) { Precision = rule.Precision, FloorBytes = plan.FloorBytes };
            var file = await converter().ConvertAsync(request, progress: null, cancellationToken).ConfigureAwait(false);
            return Sentences.Join([$"converted to {file.Path} by the rule of its root", .. file.Messages]);
        }
        catch (OperationCanceledException)
        {
            return "not converted: stopped; 'berry convert' does it later";
        }
        catch (Exception problem)
        {
            return $"not converted: {problem.Message}";
        }
    }

    private static async Task<bool> IsForAsync(AfterDownload rule, string path, CancellationToken cancellationToken)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        if (Pickles.Contains(ending))
            return true;
        if (rule is not { OnlyPickles: false, Precision: { } precision } || ending != ".safetensors")
            return false;
        // A file whose weights have the precision already would only be there twice.
        var reading = await SafetensorsReader.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        return reading.IsValid && Precisions.WouldChange(reading.Header, precision);
    }
}
