namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Finds edges, depth, poses and the like in a picture.</summary>
public sealed record PreprocessImageInput() : StepInput("preprocessImage")
{
    /// <summary>Which detector; a discriminator.</summary>
    public string? Kind { get; set; }

    /// <summary>The picture: an address, a data URL, an AIR or base64.</summary>
    public string? Image { get; set; }

    /// <summary>The resolution; 64 to 4096, default 512.</summary>
    public int? Resolution { get; set; }

    /// <summary>The detector's own name.</summary>
    public string? PreprocessorType { get; set; }

    /// <summary>The lower threshold; 0 to 255, default 100.</summary>
    public int? LowThreshold { get; set; }

    /// <summary>The upper threshold; 0 to 255, default 200.</summary>
    public int? HighThreshold { get; set; }

    /// <summary>From which value on a pixel is white; 0 lets the detector choose; 0 to 255, default 100.</summary>
    public int? BinThreshold { get; set; }

    /// <summary>From which score on a line counts; 0.01 to 2, default 0.1.</summary>
    public double? ScoreThreshold { get; set; }

    /// <summary>How far apart lines may be; 0.01 to 20, default 0.1.</summary>
    public double? DistanceThreshold { get; set; }

    /// <summary>The detector's own checkpoint.</summary>
    public string? Checkpoint { get; set; }

    /// <summary>Where the detector was trained, inside or outside; <c>indoor</c> or <c>outdoor</c>.</summary>
    public string? Environment { get; set; }

    /// <summary>The detector's parameter of its own name; 0 to 15.71, default 6.28.</summary>
    public double? A { get; set; }

    /// <summary>From which value on a pixel is background; 0 to 1, default 0.1.</summary>
    public double? BackgroundThreshold { get; set; }

    /// <summary>How much of the nearest is removed; 0 to 100, default 0.</summary>
    public double? RemoveNearest { get; set; }

    /// <summary>How much of the background is removed; 0 to 100, default 0.</summary>
    public double? RemoveBackground { get; set; }

    /// <summary>Whether details are boosted, by the detector's own word; <c>disable</c> or <c>enable</c>.</summary>
    public string? Boost { get; set; }

    /// <summary>The estimator's backbone; <c>vit-small</c>, <c>vit-large</c> or <c>vit-giant2</c>.</summary>
    public string? Backbone { get; set; }

    /// <summary>The focal length across; 1 to 4096, default 1000.</summary>
    public int? Fx { get; set; }

    /// <summary>The focal length upwards; 1 to 4096, default 1000.</summary>
    public int? Fy { get; set; }

    /// <summary>The field of view, in degrees; 0 to 365, default 60.</summary>
    public double? Fov { get; set; }

    /// <summary>How often it is refined; 1 to 20, default 5.</summary>
    public int? Iterations { get; set; }

    /// <summary>Whether the safe way is taken, by the detector's own word; <c>enable</c> or <c>disable</c>.</summary>
    public string? Safe { get; set; }

    /// <summary>How many safe steps; 0 to 10, default 2.</summary>
    public int? SafeSteps { get; set; }

    /// <summary>Whether coarse lines are wanted, by the detector's own word; <c>disable</c> or <c>enable</c>.</summary>
    public string? Coarse { get; set; }

    /// <summary>How strongly the picture is blurred before; 0 to 100, default 6.</summary>
    public double? GaussianSigma { get; set; }

    /// <summary>From which intensity on a line counts; 0 to 16, default 8.</summary>
    public int? IntensityThreshold { get; set; }

    /// <summary>What the lines are merged with; <c>lineart_standard</c>, <c>lineart_realistic</c>, <c>lineart_anime</c> or <c>manga_line</c>.</summary>
    public string? MergeWithLineart { get; set; }

    /// <summary>The lower bound of the line art; 0 to 1, default 0.</summary>
    public double? LineartLowerBound { get; set; }

    /// <summary>The upper bound of the line art; 0 to 1, default 1.</summary>
    public double? LineartUpperBound { get; set; }

    /// <summary>How large an object is at least; 1 to 1000, default 36.</summary>
    public int? ObjectMinSize { get; set; }

    /// <summary>Which neighbours belong to an object; 1 to 10, default 1.</summary>
    public int? ObjectConnectivity { get; set; }

    /// <summary>From which value on it counts; 1 to 64, default 32.</summary>
    public int? Threshold { get; set; }

    /// <summary>Whether hands are looked for; default true.</summary>
    public bool? DetectHand { get; set; }

    /// <summary>Whether the body is looked for; default true.</summary>
    public bool? DetectBody { get; set; }

    /// <summary>Whether the face is looked for.</summary>
    public bool? DetectFace { get; set; }

    /// <summary>What finds the figures; <c>yolox_l.onnx</c>, <c>yolox_l.torchscript.pt</c>, <c>yolo_nas_l_fp16.onnx</c>, <c>yolo_nas_m_fp16.onnx</c> or <c>yolo_nas_s_fp16.onnx</c>.</summary>
    public string? BboxDetector { get; set; }

    /// <summary>What finds the pose; <c>dw-ll_ucoco_384_bs5.torchscript.pt</c>, <c>dw-ll_ucoco_384.onnx</c>, <c>dw-ll_ucoco.onnx</c>, <c>rtmpose-m_ap10k_256_bs5.torchscript.pt</c> or <c>rtmpose-m_ap10k_256.onnx</c>.</summary>
    public string? PoseEstimator { get; set; }

    /// <summary>The model's AIR or name; <c>densepose_r50_fpn_dl.torchscript</c> or <c>densepose_r101_fpn_dl.torchscript</c>.</summary>
    public string? Model { get; set; }

    /// <summary>The colours of the result; <c>Viridis (MagicAnimate)</c> or <c>Parula (CivitAI)</c>.</summary>
    public string? Colormap { get; set; }

    /// <summary>How many faces at most; 1 to 50, default 10.</summary>
    public int? MaxFaces { get; set; }

    /// <summary>From which confidence on a face counts; 0.1 to 1, default 0.5.</summary>
    public double? MinConfidence { get; set; }

    /// <summary>The seed of chance; null for any; 0 to 2147483647, default 0.</summary>
    public int? Seed { get; set; }

    /// <summary>How often the result is smoothed; 1 to 10, default 3.</summary>
    public int? PyrUpIterations { get; set; }
}
