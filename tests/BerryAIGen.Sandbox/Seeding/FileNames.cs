using System.Text;

namespace BerryAIGen.Sandbox.Seeding;

/// <summary>How Civitai names a file in its answers (its getDownloadFilename).</summary>
internal static class FileNames
{
    public static string Of(SeededFile file)
    {
        var spec = file.Spec;
        var model = file.Version.Model.Spec;
        var uploaded = spec.Name ?? $"{Words(model.Name)}_{file.Version.Id}.{Extension(spec)}";
        if (spec.OverrideName is not null)
            return spec.OverrideName;
        if (model.Type is "LORA" or "LoCon" || spec.Type == "VAE" || Words(model.Name).Length == 0)
            return uploaded;
        var stem = $"{Words(model.Name)}_{Words(file.Version.Spec.Name)}";
        if (spec.Type == "Training Data")
            return $"{stem}_trainingData.zip";
        var extension = Path.GetExtension(uploaded).TrimStart('.');
        if (model.Type == "TextualInversion" && file.Version.Spec.TrainedWords is [var word, ..])
            return $"{word}{(spec.Type == "Negative" ? "-neg" : "")}.{extension}";
        return $"{stem}{Suffix(file)}.{extension}";
    }

    private static string Suffix(SeededFile file) =>
        file.Version.Spec.BaseModelType switch
        {
            "Inpainting" => "-inpainting",
            "Pix2Pix" => ".instruct-pix2pix",
            _ => file.Spec.Type == "Text Encoder" ? "_txt" : "",
        };

    private static string Extension(FileSpec spec) =>
        spec switch
        {
            { Type: "Config" } => "yaml",
            { Type: "Archive" or "Training Data" } => "zip",
            { Type: "Workflow" } => "json",
            { Format: "PickleTensor" } => "ckpt",
            { Format: "GGUF" } => "gguf",
            { Format: "SafeTensor" } => "safetensors",
            _ => "zip",
        };

    // Identifier-like camel case: letters and digits of the ASCII range only, words joined.
    private static string Words(string text)
    {
        var result = new StringBuilder();
        var startsWord = false;
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                startsWord = result.Length > 0;
                continue;
            }

            if (result.Length == 0)
                result.Append(char.ToLowerInvariant(letter));
            else
                result.Append(startsWord ? char.ToUpperInvariant(letter) : letter);
            startsWord = false;
        }

        return result.ToString();
    }
}
