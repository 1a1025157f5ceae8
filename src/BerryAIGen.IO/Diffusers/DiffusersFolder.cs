using BerryAIGen.IO.Safetensors;

namespace BerryAIGen.IO.Diffusers;

/// <summary>A folder that is one model, as diffusers and transformers save it.</summary>
public sealed record DiffusersFolder
{
    private const string PipelineFile = "model_index.json";
    private const string ModelFile = "config.json";

    public required string Path { get; init; }

    /// <summary>Whether it is a whole pipeline and not a single model.</summary>
    public required bool IsPipeline { get; init; }

    /// <summary>The class that its maker names, <c>StableDiffusionXLPipeline</c>; null when none is named.</summary>
    public string? ClassName { get; init; }

    /// <summary>Its parts; a single model is its own only one.</summary>
    public required IReadOnlyList<DiffusersComponent> Components { get; init; }

    /// <summary>The bytes of all weights, every variant counted.</summary>
    public long SizeBytes => Components.Sum(component => component.Weights.Sum(weights => weights.SizeBytes));

    /// <summary>Whether any weights are there; without them it is a configuration only.</summary>
    public bool HasWeights => Components.Any(component => component.Weights.Count > 0);

    /// <summary>
    /// What should be there and is not, as paths from the folder; a configuration without any weights misses only what
    /// an index promises.
    /// </summary>
    public IReadOnlyList<string> Missing =>
        [
            .. Components.SelectMany(component =>
                component.Missing.Count > 0 ? component.Missing.Select(name => PathIn(component, name))
                : component.IsEmpty && HasWeights ? [PathIn(component, "")]
                : []
            ),
        ];

    /// <summary>Reads a folder's configurations and lists its weights; null when it is no model of this kind.</summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public static DiffusersFolder? TryRead(string path)
    {
        using var index = FolderJson.TryRead(System.IO.Path.Combine(path, PipelineFile));
        if (index is not null)
        {
            return new DiffusersFolder
            {
                Path = path,
                IsPipeline = true,
                ClassName = FolderJson.Text(index.RootElement, "_class_name"),
                Components = [.. PipelineParts.Of(path, index.RootElement)],
            };
        }

        using var config = FolderJson.TryRead(System.IO.Path.Combine(path, ModelFile));
        var className = config is null ? null : FolderJson.ClassName(config.RootElement);
        var component = config is null ? null : PipelineParts.Read(path, "", className);
        // An application's settings are called config.json as well.
        return component is null || (className is null && component.Weights.Count == 0)
            ? null
            : new DiffusersFolder
            {
                Path = path,
                IsPipeline = false,
                ClassName = className,
                Components = [component],
            };
    }

    /// <summary>How many tensors and values the files have that are loaded by default; null when one cannot be read.</summary>
    public (int Tensors, long Parameters)? CountTensors()
    {
        var (tensors, parameters) = (0, 0L);
        var files = Components.SelectMany(component =>
            component.Loaded.Select(weights => PathIn(component, weights.Name))
        );
        foreach (var file in files)
        {
            if (!file.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            using var stream = new FileStream(
                System.IO.Path.Combine(Path, file),
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0
            );
            var reading = SafetensorsReader.Read(stream, stream.Length);
            if (!reading.IsValid)
            {
                return null;
            }

            tensors += reading.Header.TensorCount;
            parameters += reading.Header.ParameterCount;
        }

        return tensors == 0 ? null : (tensors, parameters);
    }

    private static string PathIn(DiffusersComponent component, string name) =>
        component.Name.Length == 0 ? name : $"{component.Name}/{name}";
}
