namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Makes three-dimensional models.</summary>
public sealed record PolyGenInput() : StepInput("polyGen")
{
    /// <summary>What runs it; a discriminator.</summary>
    public string? Engine { get; set; }

    /// <summary>The model's AIR or name.</summary>
    public string? Model { get; set; }

    /// <summary>What it does; a discriminator.</summary>
    public string? Operation { get; set; }

    /// <summary>The version of the model; <c>v2</c>, <c>v2.1</c> or <c>v2-mini</c>, default <c>v2</c>.</summary>
    public string? ModelVersion { get; set; }

    /// <summary>The AIR of the model.</summary>
    public string? ModelAir { get; set; }

    /// <summary>How many steps; 1 to 150.</summary>
    public int? Steps { get; set; }

    /// <summary>How closely the prompt is followed; 0 to 30.</summary>
    public double? CfgScale { get; set; }

    /// <summary>The sampler; default <c>euler</c>.</summary>
    public string? Sampler { get; set; }

    /// <summary>The scheduler or sampler; default <c>normal</c>.</summary>
    public string? Scheduler { get; set; }

    /// <summary>The resolution; 1 to 8192.</summary>
    public int? Resolution { get; set; }

    /// <summary>In how many pieces the shape is decoded; 1000 to 500000, default 8000.</summary>
    public int? VaeNumChunks { get; set; }

    /// <summary>How fine the shape is; 16 to 512, default 256.</summary>
    public int? OctreeResolution { get; set; }

    /// <summary>From which value on there is substance; 0 to 1, default 0.6.</summary>
    public double? MeshThreshold { get; set; }

    /// <summary>The seed of chance; null for any.</summary>
    public long? Seed { get; set; }

    /// <summary>How far sampling is shifted; default 1.</summary>
    public double? Shift { get; set; }

    /// <summary>The address of the picture.</summary>
    public string? ImageUrl { get; set; }

    /// <summary>What should be in it.</summary>
    public string? Prompt { get; set; }

    /// <summary>Adds a texture; default true.</summary>
    public bool? ShouldTexture { get; set; }

    /// <summary>Makes the mesh anew.</summary>
    public bool? ShouldRemesh { get; set; }

    /// <summary>Adds the maps of physically based rendering.</summary>
    public bool? EnablePbr { get; set; }

    /// <summary>The address of the mesh.</summary>
    public string? Mesh { get; set; }

    /// <summary>The version; a discriminator.</summary>
    public string? Version { get; set; }

    /// <summary>How many polygons; 100 to 300000, default 30000.</summary>
    public int? TargetPolycount { get; set; }

    /// <summary>What the mesh is made of; <c>quad</c> or <c>triangle</c>, default <c>triangle</c>.</summary>
    public string? Topology { get; set; }

    /// <summary>Whether the shape is symmetric; <c>off</c>, <c>auto</c> or <c>on</c>, default <c>auto</c>.</summary>
    public string? SymmetryMode { get; set; }

    /// <summary>What the texture looks like.</summary>
    public string? TexturePrompt { get; set; }

    /// <summary>Adds a skeleton; default false.</summary>
    public bool? EnableRigging { get; set; }

    /// <summary>Adds an animation; default false.</summary>
    public bool? EnableAnimation { get; set; }

    /// <summary>The way it works; <c>preview</c> or <c>full</c>, default <c>full</c>.</summary>
    public string? Mode { get; set; }

    /// <summary>Lets the service enlarge the prompt; default false.</summary>
    public bool? EnablePromptExpansion { get; set; }

    /// <summary>The pose of the figure; <c>none</c>, <c>a-pose</c> or <c>t-pose</c>, default <c>none</c>.</summary>
    public string? PoseMode { get; set; }

    /// <summary>The address of the texture's picture.</summary>
    public string? TextureImageUrl { get; set; }

    /// <summary>How tall the figure is, in metres; 0.01 to 100, default 1.7.</summary>
    public double? RiggingHeightMeters { get; set; }

    /// <summary>The number of the animation to make; 0 to 696, default 92.</summary>
    public int? AnimationActionId { get; set; }

    /// <summary>Makes it finer; default false.</summary>
    public bool? UltraMode { get; set; }

    /// <summary>How fine the model is; <c>standard</c> or <c>lowpoly</c>, default <c>standard</c>.</summary>
    public string? ModelType { get; set; }

    /// <summary>The addresses of the pictures.</summary>
    public OpenList<string>? ImageUrls { get; set; }

    /// <summary>How fine the texture is; <c>no</c>, <c>standard</c> or <c>HD</c>, default <c>standard</c>.</summary>
    public string? Texture { get; set; }

    /// <summary>Adds the maps of physically based rendering; default false.</summary>
    public bool? Pbr { get; set; }

    /// <summary>How many faces the mesh has at most; 1000 to 500000.</summary>
    public int? FaceLimit { get; set; }

    /// <summary>Scales the result to real measures; default false.</summary>
    public bool? AutoSize { get; set; }

    /// <summary>Makes quads instead of triangles; default false.</summary>
    public bool? Quad { get; set; }

    /// <summary>What the texture follows; <c>original_image</c> or <c>geometry</c>, default <c>original_image</c>.</summary>
    public string? TextureAlignment { get; set; }

    /// <summary>Which way the result faces; <c>default</c> or <c>align_image</c>, default <c>default</c>.</summary>
    public string? Orientation { get; set; }

    /// <summary>The seed of the texture's chance.</summary>
    public int? TextureSeed { get; set; }
}
