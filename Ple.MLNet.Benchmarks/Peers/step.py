"""Training steps of the benchmark in PyTorch: prints "kind milliseconds" (median). Needs torch 1.13 or later.

Plain            Adam on the weights of the variational autoencoder, 784-512-256-128-64-16 and back, batch norm
Autograd         hypernetwork: a linear head for each parameter tensor, functional_call, Adam
AutogradPenalty  the same with one synthetic set and a penalty of 0.1 times the mean absolute difference
"""
import statistics
import time

import torch
import torch.nn.functional as F
from torch import nn

try:
    from torch.func import functional_call
except ImportError:
    from torch.nn.utils.stateless import functional_call

ROW, BATCH, BATCHES, LAMBDA, RATE = 784, 128, 8, 0.1, 1e-3
WIDTHS, LATENT = [512, 256, 128, 64], 16
STEPS, WARM_UP = 10, 2


def fully_connected(sizes):
    layers = []
    for i in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[i], sizes[i + 1]))
        if i + 2 < len(sizes):
            layers += [nn.BatchNorm1d(sizes[i + 1]), nn.LeakyReLU()]
    return nn.Sequential(*layers)


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = fully_connected([ROW, *WIDTHS, 2 * LATENT])
        self.decoder = fully_connected([LATENT, *reversed(WIDTHS), ROW])

    def forward(self, rows=None, latent=None):
        """The loss of rows, or a draw for latent numbers."""
        if latent is not None:
            return torch.bernoulli(torch.sigmoid(self.decoder(latent)))
        mean, log_variance = self.encoder(rows).split(LATENT, 1)
        log_variance = log_variance.clamp(-10, 10)
        logits = self.decoder(mean + torch.randn_like(mean) * (log_variance / 2).exp())
        divergence = (mean.square() + log_variance.exp() - log_variance - 1).sum(1) / 2
        return (F.binary_cross_entropy_with_logits(logits, rows, reduction="none").sum(1) + divergence).mean()


class Hypernetwork(nn.Module):
    def __init__(self, target):
        super().__init__()
        self.names = [name for name, _ in target.named_parameters()]
        self.shapes = [parameter.shape for parameter in target.parameters()]
        self.rows = nn.Sequential(nn.Linear(ROW, 32), nn.ReLU(), nn.Linear(32, 64), nn.ReLU(), nn.Linear(64, 96))
        self.heads = nn.ModuleList(nn.Linear(96, parameter.numel()) for parameter in target.parameters())
        with torch.no_grad():
            for head, parameter in zip(self.heads, target.parameters()):
                head.weight.normal_(std=0.01)
                head.bias.copy_(parameter.view(-1))

    def forward(self, rows):
        embedding = self.rows(rows).mean(0)
        return {name: head(embedding).view(shape) for name, head, shape in zip(self.names, self.heads, self.shapes)}


def make_step(kind):
    vae = Vae().train()
    if kind == "Plain":
        trained = vae
        loss_of = vae
    else:
        trained = Hypernetwork(vae)
        weight_count = sum(parameter.numel() for parameter in vae.parameters())

        def loss_of(rows):
            real = trained(rows)
            loss = functional_call(vae, real, (rows,))
            if kind == "AutogradPenalty":
                with torch.no_grad():
                    drawn = functional_call(vae, real, (None, torch.randn(BATCH, LATENT)))
                synthetic = trained(drawn)
                loss = loss + LAMBDA / weight_count * sum((synthetic[n] - real[n]).abs().sum() for n in real)
            return loss

    optimizer = torch.optim.Adam(trained.parameters(), RATE)

    def step(rows):
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(rows)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


torch.set_num_threads(1)
torch.manual_seed(1)
batches = torch.rand(BATCHES, BATCH, ROW)
for kind in ["Plain", "Autograd", "AutogradPenalty"]:
    step = make_step(kind)
    milliseconds = []
    for i in range(WARM_UP + STEPS):
        start = time.perf_counter()
        step(batches[i % BATCHES])
        milliseconds.append((time.perf_counter() - start) * 1e3)
    print(kind, statistics.median(milliseconds[WARM_UP:]), flush=True)
    del step
