namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Trains an add-on, in the older form.</summary>
public sealed record ImageResourceTrainingInput() : StepInput("imageResourceTraining")
{
    /// <summary>What runs it; a discriminator; <c>kohya</c>, <c>flux-dev-fast</c>, <c>musubi</c>, <c>flux2-dev</c> or <c>flux2-dev-edit</c>.</summary>
    public string? Engine { get; set; }

    /// <summary>The model's AIR or name.</summary>
    public string? Model { get; set; }

    /// <summary>The pictures and captions, or the address of their archive.</summary>
    public string? TrainingData { get; set; }

    /// <summary>How many pictures there are.</summary>
    public int? TrainingDataImagesCount { get; set; }

    /// <summary>The name of the result; default <c>my-lora</c>.</summary>
    public string? LoraName { get; set; }

    /// <summary>What is tried after each epoch.</summary>
    public OpenList<string>? SamplePrompts { get; set; }

    /// <summary>What should not be in it.</summary>
    public string? NegativePrompt { get; set; }

    /// <summary>How many times the data set is gone through; 0 to 20, default 5.</summary>
    public int? MaxTrainEpochs { get; set; }

    /// <summary>How often each picture counts; 1 to 5000, default 8.</summary>
    public int? NumRepeats { get; set; }

    /// <summary>How many pictures at once; 1 to 9.</summary>
    public int? TrainBatchSize { get; set; }

    /// <summary>The resolution; 512 to 1024.</summary>
    public int? Resolution { get; set; }

    /// <summary>Sorts pictures by their shape; default true.</summary>
    public bool? EnableBucket { get; set; }

    /// <summary>Shuffles the words of captions; default false.</summary>
    public bool? ShuffleCaption { get; set; }

    /// <summary>How many words at the start keep their place; 0 to 3, default 0.</summary>
    public int? KeepTokens { get; set; }

    /// <summary>How many of the text encoder's last layers are skipped; 1 to 4, default 1.</summary>
    public int? ClipSkip { get; set; }

    /// <summary>Also learns mirrored pictures; default false.</summary>
    public bool? FlipAugmentation { get; set; }

    /// <summary>The learning rate of the network; 0 to 1, default 5e-05.</summary>
    public double? UnetLR { get; set; }

    /// <summary>The text encoder's learning rate; 0 to 1, default 5e-05.</summary>
    public double? TextEncoderLR { get; set; }

    /// <summary>How the learning rate falls; <c>constant</c>, <c>cosine</c>, <c>cosine_with_restarts</c> or <c>linear</c>.</summary>
    public string? LrScheduler { get; set; }

    /// <summary>How often it falls; 1 to 4, default 3.</summary>
    public int? LrSchedulerNumCycles { get; set; }

    /// <summary>The weight of noisy steps; null for none; 0 to 20.</summary>
    public int? MinSnrGamma { get; set; }

    /// <summary>The dimension of the network; 1 to 256.</summary>
    public int? NetworkDim { get; set; }

    /// <summary>The alpha of the network; 1 to 256.</summary>
    public int? NetworkAlpha { get; set; }

    /// <summary>How far noise is shifted; 0 to 1.</summary>
    public double? NoiseOffset { get; set; }

    /// <summary>The optimizer.</summary>
    public string? OptimizerType { get; set; }

    /// <summary>Computed by the service from the other numbers.</summary>
    public int? TargetSteps { get; set; }

    /// <summary>How many times the data set is gone through; 0 to 20, default 5.</summary>
    public int? Epochs { get; set; }

    /// <summary>How many steps; 100 to 10000, default 1000.</summary>
    public int? Steps { get; set; }

    /// <summary>The learning rate; default 5e-05.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The caption of pictures without one.</summary>
    public string? DefaultCaption { get; set; }

    /// <summary>How many pictures of a pair are references; 1 to 4, default 1.</summary>
    public int? ReferenceImageCount { get; set; }
}
