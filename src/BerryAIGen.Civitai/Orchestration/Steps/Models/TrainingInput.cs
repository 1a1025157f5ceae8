using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Trains an add-on.</summary>
public sealed record TrainingInput() : StepInput("training")
{
    /// <summary>What runs it; a discriminator; <c>ai-toolkit</c> or <c>comfy</c>.</summary>
    public string? Engine { get; set; }

    /// <summary>The pictures and captions, or the address of their archive, raw.</summary>
    public JsonElement? TrainingData { get; set; }

    /// <summary>What is tried after each epoch, raw.</summary>
    public JsonElement? Samples { get; set; }

    /// <summary>Computed by the service; read only.</summary>
    public bool? UsesStepPricing { get; set; }

    /// <summary>Computed by the service; read only.</summary>
    public bool? RequiresAgeClassification { get; set; }

    /// <summary>The family of models.</summary>
    public string? Ecosystem { get; set; }

    /// <summary>How many times the data set is gone through; 1 to 200.</summary>
    public int? Epochs { get; set; }

    /// <summary>How many steps; 1 to 10000.</summary>
    public int? Steps { get; set; }

    /// <summary>How many at once; at least 1, default 1.</summary>
    public int? BatchSize { get; set; }

    /// <summary>The learning rate; 0 to 1, default 0.0001.</summary>
    public double? Lr { get; set; }

    /// <summary>The text encoder's learning rate; 0 to 1.</summary>
    public double? TextEncoderLr { get; set; }

    /// <summary>Also trains the text encoder.</summary>
    public bool? TrainTextEncoder { get; set; }

    /// <summary>How the learning rate falls; <c>constant</c>, <c>constant_with_warmup</c>, <c>cosine</c>, <c>linear</c> or <c>step</c>.</summary>
    public string? LrScheduler { get; set; }

    /// <summary>The optimizer.</summary>
    public string? OptimizerType { get; set; }

    /// <summary>The dimension of the network; 1 to 256.</summary>
    public int? NetworkDim { get; set; }

    /// <summary>The alpha of the network; 1 to 256.</summary>
    public int? NetworkAlpha { get; set; }

    /// <summary>How far noise is shifted; 0 to 1.</summary>
    public double? NoiseOffset { get; set; }

    /// <summary>Also learns mirrored pictures; default false.</summary>
    public bool? FlipAugmentation { get; set; }

    /// <summary>Shuffles the words of captions; default false.</summary>
    public bool? ShuffleTokens { get; set; }

    /// <summary>How many words at the start keep their place; 0 to 10, default 0.</summary>
    public int? KeepTokens { get; set; }

    /// <summary>The word that calls the result.</summary>
    public string? TriggerWord { get; set; }

    /// <summary>The AIR or address of what the training goes on from.</summary>
    public string? ContinueFrom { get; set; }

    /// <summary>Computed by the service; read only.</summary>
    public double? StorageBuzzPerEpoch { get; set; }

    /// <summary>Computed by the service; read only.</summary>
    public int? DefaultSteps { get; set; }

    /// <summary>Computed by the service; read only.</summary>
    public int? MaxBatchSize { get; set; }

    /// <summary>The variant of the model; a discriminator; <c>dev</c>, <c>schnell</c>, <c>4b</c>, <c>9b</c>, <c>base</c> or <c>sft</c>.</summary>
    public string? ModelVariant { get; set; }

    /// <summary>The weight of noisy steps; null for none; 0 to 20.</summary>
    public int? MinSnrGamma { get; set; }

    /// <summary>The model's AIR or name.</summary>
    public string? Model { get; set; }

    /// <summary>The version; a discriminator; <c>latest</c>, <c>2509</c> or <c>2512</c>, default <c>latest</c>.</summary>
    public string? Version { get; set; }

    /// <summary>Whether pairs of pictures are learnt; default false.</summary>
    public bool? IsEditTraining { get; set; }

    /// <summary>How single samples differ, raw.</summary>
    public JsonElement? SamplesOverrides { get; set; }

    /// <summary>The resolution; 256 to 1024, default 1024.</summary>
    public int? Resolution { get; set; }

    /// <summary>Keeps the VAE in full precision; default false.</summary>
    public bool? NoHalfVae { get; set; }

    /// <summary>The AIR of the diffusion model.</summary>
    public string? DiffusionModel { get; set; }

    /// <summary>The AIR of the text encoder.</summary>
    public string? TextEncoderModel { get; set; }

    /// <summary>The AIR of the VAE.</summary>
    public string? VaeModel { get; set; }

    /// <summary>The precision of the training.</summary>
    public string? TrainingDtype { get; set; }

    /// <summary>The precision of the result's weights.</summary>
    public string? LoraDtype { get; set; }

    /// <summary>Also quantizes the way back.</summary>
    public bool? QuantizedBackward { get; set; }

    /// <summary>Trains around the quantized weights.</summary>
    public bool? BypassMode { get; set; }

    /// <summary>How many steps make one update.</summary>
    public int? GradAccumulationSteps { get; set; }

    /// <summary>The training's loss.</summary>
    public string? LossFunction { get; set; }

    /// <summary>The training's algorithm.</summary>
    public string? Algorithm { get; set; }

    /// <summary>How deep gradients are recomputed instead of kept.</summary>
    public int? CheckpointDepth { get; set; }

    /// <summary>Moves weights out of the graphics card.</summary>
    public bool? Offloading { get; set; }

    /// <summary>What kind of text encoder it is.</summary>
    public string? ClipType { get; set; }

    /// <summary>The precision of the model's weights.</summary>
    public string? UnetWeightDtype { get; set; }

    /// <summary>How far sampling is shifted.</summary>
    public double? ModelSamplingShift { get; set; }

    /// <summary>Keeps the prepared data set.</summary>
    public bool? DatasetCaching { get; set; }
}
